"""The drawn figure: body, poses, illustrations."""
