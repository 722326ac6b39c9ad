import { foreignWrite } from './foreignWrite.ts';
import { NumberRoom } from './numberRoom.ts';
import type { PythonShape } from './pythonShape.ts';
import { shapeFile } from './shapeFile.ts';

/** Nobody says where another package or program lies without one of these: nearly all files have none. */
const MAY_SAY_WHERE =
  /\w\s*\.\s*__(?:file|path)__|\b(?:find_spec|find_loader|get_loader|import_module|resources|getfile|getsourcefile|getabsfile|getsitepackages|getusersitepackages|get_paths?|get_python_lib|modules)\b|\b(?:site|dist)-packages\b|node_modules|\.asar|\.xpi|\bresources[/\\]app\b|[a-p]{32}/iu;

/** Writes of Python into the files of another package or program. */
export const pythonForeignWrite: PythonShape = ({ path, text, facts: { module } }) =>
  MAY_SAY_WHERE.test(text) ? foreignWrite(shapeFile({ path, text, bytes: text.length, module }, new NumberRoom())) : [];
