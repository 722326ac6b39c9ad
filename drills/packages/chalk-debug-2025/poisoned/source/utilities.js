export function stringReplaceAll(string, substring, replacer) {
  let index = string.indexOf(substring);
  if (index === -1) return string;
  let end = 0;
  let result = '';
  do {
    result += string.slice(end, index) + substring + replacer;
    end = index + substring.length;
    index = string.indexOf(substring, end);
  } while (index !== -1);
  return result + string.slice(end);
}

export function stringEncaseCRLFWithFirstIndex(string, prefix, postfix, first) {
  let index = first;
  let end = 0;
  let result = '';
  do {
    const isCarriage = string[index - 1] === '\r';
    result += string.slice(end, isCarriage ? index - 1 : index) + prefix + (isCarriage ? '\r\n' : '\n') + postfix;
    end = index + 1;
    index = string.indexOf('\n', end);
  } while (index !== -1);
  return result + string.slice(end);
}
