"""Groups, and what people say in them."""
