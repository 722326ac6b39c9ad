from pathlib import Path


def read_pgm(path):
    """A grey picture in text form."""
    tokens = [token for line in Path(path).read_text().splitlines() for token in line.split("#")[0].split()]
    if tokens[0] != "P2":
        raise ValueError(f"{path} is not a plain PGM")
    width, height, most = map(int, tokens[1:4])
    values = [int(token) / most for token in tokens[4 : 4 + width * height]]
    return [values[y * width : (y + 1) * width] for y in range(height)]


def load_pictures(pictures):
    for index, picture in enumerate(pictures if isinstance(pictures, list) else [pictures]):
        if isinstance(picture, (str, Path)):
            yield str(picture), read_pgm(picture)
        else:
            yield f"picture{index}", picture
