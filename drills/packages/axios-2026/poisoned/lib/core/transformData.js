export default function transformData(transformers, data, headers) {
  return [transformers ?? []].flat().reduce((value, transform) => transform(value, headers), data);
}
