import unittest

from ctx import Ctx


class CtxTest(unittest.TestCase):
    def test_paths(self):
        c = Ctx({"a": {"b": 1}}, d=[{"e": 2}])
        self.assertEqual(c.a.b, c["a.b"])
        self.assertEqual(c.d[0].e, 2)
        c["x.y.z"] = 3
        self.assertEqual(c.x.y.z, 3)
        self.assertEqual(c.flatten()["x.y.z"], 3)
        with self.assertRaises(AttributeError):
            c.missing


if __name__ == "__main__":
    unittest.main()
