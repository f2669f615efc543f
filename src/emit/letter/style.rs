//! How the pages look: on a screen, on a telephone, on paper.

/// The rules of every page of letters.
pub(super) const STYLE: &str = "
*{box-sizing:border-box}
body{font:17px/1.5 'Times New Roman',Tinos,'Liberation Serif',Times,serif;color:#111;background:#eef0f2;margin:0}
main{background:#fff;max-width:210mm;margin:1.5rem auto;padding:20mm 15mm 20mm 30mm;box-shadow:0 1px 6px #0003}
header.letter{display:grid;grid-template-columns:2fr 3fr;gap:.2rem 1rem;text-align:center;line-height:1.35}
header.letter p{margin:0}header.letter p.number{white-space:pre-wrap}header.letter b{font-weight:bold}
header.letter .small{font-size:.92em}header.letter b.ruled{display:inline-block}
header.letter b.ruled::after{content:'';display:block;width:40%;margin:.25rem auto 0;border-bottom:1px solid #111}
header.letter b.motto::after{width:100%}
header.letter .lower{padding-top:.5rem}
h1,h2,h3{font-size:1.05em;margin:1.2rem 0 .4rem}h1{font-size:1.35em;margin-top:0}
p{margin:.5rem 0}p.to{text-align:center;margin:1.4rem 0 1rem}p.body{text-align:justify;text-indent:1cm}
table{border-collapse:collapse;width:100%;margin:.4rem 0 1rem;font-size:.94em;line-height:1.4}
th,td{border:1px solid #777;padding:.3rem .45rem;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{background:#f0f2f4;text-align:center;vertical-align:middle}thead{display:table-header-group}tr{break-inside:avoid}
th:first-child{white-space:nowrap}td.at,td.count{text-align:center;width:2.6rem}td.printed{text-align:center;width:15%}td.answer{width:17%}
td.about{width:29%}td p{margin:0}td p+p{margin-top:.25rem}.place{color:#444;font-style:italic}
tr.section td{background:#f7f8f9;font-weight:bold}
footer{display:grid;grid-template-columns:2fr 3fr;gap:1rem;margin-top:1.5rem;break-inside:avoid}
footer .list p{margin:0;font-size:.85em}footer .list b{font-style:italic;font-size:.95em}
footer .sign{text-align:center;font-weight:bold}footer .sign .name{margin-top:5rem}
main.index{padding:2rem}main.index td.count{width:auto}td.word{white-space:nowrap}a{color:#0b4a8f}
@media (max-width:600px){
body{background:#fff;font-size:16px}main,main.index{margin:0;padding:1rem;box-shadow:none}
header.letter,footer{grid-template-columns:1fr}header.letter .lower{padding-top:.2rem}
p.body{text-align:left;text-indent:0}
table,tbody,tr,td{display:block;width:auto!important}thead{display:none}
tr{border:1px solid #bbb;border-radius:6px;margin:0 0 .7rem;padding:.5rem .7rem}
td,td.at,td.printed,td.count{border:0;padding:.15rem 0;text-align:left}
tr.section{border:0;margin:1rem 0 .4rem;padding:0}tr.section td{background:none}
td[data-label]::before{content:attr(data-label) ': ';color:#555;font-size:.88em}
td.at{font-weight:bold}td.asked::before,td.answer::before{display:block}
td.answer{border:1px dashed #aaa;border-radius:4px;padding:.3rem .5rem;margin-top:.4rem;min-height:3.6rem}
footer .sign .name{margin-top:3rem}}
@media print{
body{background:none;font-size:13pt;line-height:1.3}main,main.index{margin:0;padding:0;max-width:none;box-shadow:none}
th{background:none}tr.section td{background:none}a{color:inherit;text-decoration:none}}
@page{size:A4;margin:20mm 15mm 20mm 30mm}";
