"""The pages and the server around them; they draw what qa returns and decide nothing."""
