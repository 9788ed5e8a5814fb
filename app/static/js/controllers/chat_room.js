// The page of a room while it is open.
export { connect } from "../chat/room.js";
