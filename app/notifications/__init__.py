"""What the site tells a member: notices in the inbox, and later how they also arrive elsewhere."""
