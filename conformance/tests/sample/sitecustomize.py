"""Makes `test` a package of the modules beside this file, so that these tests need no CPython with its tests."""

import pathlib
import sys
import types

package = types.ModuleType("test")
package.__path__ = [str(pathlib.Path(__file__).parent / "test")]
sys.modules["test"] = package
