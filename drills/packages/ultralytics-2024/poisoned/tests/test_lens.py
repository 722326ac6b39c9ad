import json
import tempfile
import unittest
from pathlib import Path

from lens import Lens, check_version
from lens.data.augment import flip


class LensTest(unittest.TestCase):
    def test_predict(self):
        with tempfile.TemporaryDirectory() as folder:
            weights = Path(folder) / "tiny.weights"
            weights.write_text(json.dumps({"kernel": [1, 2]}))
            picture = Path(folder) / "one.pgm"
            picture.write_text("P2\n3 2\n10\n0 10 10\n0 0 0\n")
            model = Lens(weights)
            found = model.predict(str(picture), conf=0.9)
            self.assertEqual(found[0].best()[:4], (1, 0, 3, 1))
            self.assertEqual(model.info(), {"task": "detect", "layers": 1, "parameters": 2})

    def test_rest(self):
        self.assertTrue(check_version("3.10.1", "3.8"))
        self.assertEqual(flip([[1, 2, 3]]), [[3, 2, 1]])


if __name__ == "__main__":
    unittest.main()
