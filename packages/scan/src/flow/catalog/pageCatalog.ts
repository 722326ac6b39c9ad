/**
 * What a page loads by itself once an address stands in it. A text by itself goes nowhere there: a wallet shows the words
 * to who owns them. So these take what is part of an address, and nothing else.
 */
/** Members of elements and styles that load what is assigned to them. */
export const LOADING_MEMBERS: ReadonlySet<string> = new Set(
  (
    'src srcset srcdoc poster innerHTML outerHTML cssText background backgroundImage listStyle listStyleImage borderImage ' +
    'borderImageSource content cursor mask maskImage webkitMask webkitMaskImage filter clipPath shapeOutside'
  ).split(' '),
);

/** Methods of elements, styles and documents by the position of what they are given to load, whatever they are called on. */
export const LOADING_METHODS: ReadonlyMap<string, number> = new Map([
  ['setAttribute', 1],
  ['setAttributeNS', 2],
  ['insertAdjacentHTML', 1],
  ['setHTMLUnsafe', 0],
  ['createContextualFragment', 0],
  ['insertRule', 0],
  ['replaceSync', 0],
]);

/** The same of what is reached from the page or a library: methods whose names are too common to stand alone. */
export const LOADING_CALLS: RegExp =
  /^global:document\.(?:write|writeln|location\.(?:assign|replace))$|^global:(?:location\.(?:assign|replace)|navigation\.navigate|open|Audio|SharedWorker|FontFace|navigator\.serviceWorker\.register)$|^global:document\..*\.setProperty$|^(?:global:(?:\$|jQuery)|npm:jquery)(?:\(\))?\..*(?:html|append|prepend|before|after|replaceWith|attr|css|load)$/u;

/** Attributes that load; an attribute whose name nobody can read may be one. */
export const LOADING_ATTRIBUTES: ReadonlySet<string> = new Set(
  'src srcset srcdoc href xlink:href action formaction data poster ping background style'.split(' '),
);

/** Functions that make an element of its name and its attributes. */
export const MAKES_ELEMENT: RegExp =
  /^npm:(?:react\.createElement|(?:react|preact)\/jsx-(?:dev-)?runtime\.jsx(?:s|DEV)?|preact\.(?:h|createElement)|vue\.h)$/u;
export const ELEMENT_ATTRIBUTES: readonly string[] = ['src', 'srcSet', 'srcDoc', 'poster', 'data'];
