def flip(rows):
    return [row[::-1] for row in rows]


def brighten(rows, by=0.1):
    return [[min(1.0, value + by) for value in row] for row in rows]


def crop(rows, x, y, width, height):
    return [row[x : x + width] for row in rows[y : y + height]]
