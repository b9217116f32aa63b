"""What touches what in the plane: shapes, what is near them, rays and motions. Without a tree."""
