"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.WORDS = void 0;
/** 256 short syllables, one a byte. */
exports.WORDS = ('ban bar bal bas ben ber bel bes bin bir bil bis bon bor bol bos ' +
    'dan dar dal das den der del des din dir dil dis don dor dol dos ' +
    'fan far fal fas fen fer fel fes fin fir fil fis fon for fol fos ' +
    'gan gar gal gas gen ger gel ges gin gir gil gis gon gor gol gos ' +
    'kan kar kal kas ken ker kel kes kin kir kil kis kon kor kol kos ' +
    'lan lar lal las len ler lel les lin lir lil lis lon lor lol los ' +
    'man mar mal mas men mer mel mes min mir mil mis mon mor mol mos ' +
    'nan nar nal nas nen ner nel nes nin nir nil nis non nor nol nos ' +
    'pan par pal pas pen per pel pes pin pir pil pis pon por pol pos ' +
    'ran rar ral ras ren rer rel res rin rir ril ris ron ror rol ros ' +
    'san sar sal sas sen ser sel ses sin sir sil sis son sor sol sos ' +
    'tan tar tal tas ten ter tel tes tin tir til tis ton tor tol tos ' +
    'van var val vas ven ver vel ves vin vir vil vis von vor vol vos ' +
    'zan zar zal zas zen zer zel zes zin zir zil zis zon zor zol zos ' +
    'chan char chal chas chen cher chel ches chin chir chil chis chon chor chol chos ' +
    'shan shar shal shas shen sher shel shes shin shir shil shis shon shor shol shos').split(' ');
