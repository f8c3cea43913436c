"""The top of every article: macros, and packages of Debian's `texlive-latex-recommended` and `-extra`."""

from __future__ import annotations

# Widths in em of the article's 11 pt: of a line of text, and of a line within the list of assumptions.
ROOM, ROOM_IN_LIST = 29.5, 26.3

PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage[a4paper,left=24mm,textwidth=118mm,marginparsep=7mm,marginparwidth=38mm,
  top=27mm,bottom=30mm]{geometry}
\usepackage{amsmath,amssymb,amsthm,mathtools}
\usepackage{array,booktabs,enumitem,graphicx,ragged2e,xcolor}
\usepackage{microtype}
\usepackage[hidelinks,pdfusetitle]{hyperref}

% Long displays may go on overleaf, and a line with a long name in it may be loose rather than too long.
\allowdisplaybreaks
\emergencystretch=4em
\hfuzz=0.2pt
\frenchspacing
\setlength{\RaggedRightRightskip}{0pt plus 1fil}
\setlist[itemize]{leftmargin=1.4em,itemsep=2pt,topsep=4pt}

% Verdicts: a word on a tint of its colour.
\definecolor{proved}{HTML}{1B6E4B}
\definecolor{bounded}{HTML}{8A5A00}
\definecolor{refuted}{HTML}{A3242B}
\definecolor{unsupported}{HTML}{5B6470}
\colorlet{undecided}{unsupported}
\colorlet{vacuous}{bounded}
\colorlet{undefined}{refuted}
\newcommand{\verdict}[1]{{\setlength{\fboxsep}{2.5pt}%
  \colorbox{#1!12}{\textcolor{#1}{\sffamily\bfseries\footnotesize\vphantom{bp}#1}}}}
\newcommand{\beside}[1]{\leavevmode\marginpar{%
  \normalfont\unboldmath\footnotesize\RaggedRight\hspace{0pt}\color{black!75}#1}}

% What is too wide or too high in spite of its line breaks is shrunk, and the log says so.
\newsavebox{\fittedbox}
\newcommand{\fitted}[1]{\sbox{\fittedbox}{$\displaystyle #1$}\fittedas}
\newcommand{\fittedtext}[1]{\sbox{\fittedbox}{#1}\fittedas}
\newcommand{\fittedas}{%
  \ifdim\wd\fittedbox>\linewidth \shrunk{\resizebox{\linewidth}{!}{\usebox{\fittedbox}}}\else
  \ifdim\dimexpr\ht\fittedbox+\dp\fittedbox\relax>0.85\textheight
    \shrunk{\resizebox*{!}{0.85\textheight}{\usebox{\fittedbox}}}\else \usebox{\fittedbox}\fi\fi}
\newcommand{\shrunk}[1]{\typeout{prefshift: shrunk to fit}#1}

% The parts of the article.
\newcommand{\heading}[3]{{\RaggedRight{\LARGE\bfseries\boldmath #1\beside{#3}\par}\medskip
  {\color{black!65}#2\par}}\bigskip}
\newcommand{\anchor}[1]{\hypertarget{#1}{\textsf{\bfseries #1}}}
% A step, a finding or a table starts a new page rather than leave its first line alone at the foot of one.
\newcommand{\together}{\vskip 0pt plus 7\baselineskip\penalty-100\vskip 0pt plus -7\baselineskip}
\newcommand{\step}[2]{\par\addvspace{10pt plus 4pt}\together\noindent\anchor{#1}#2\enspace}
\newcommand{\finding}[1]{\par\addvspace{10pt plus 4pt}\together\noindent\textbf{#1}}
\newcommand{\gloss}[1]{\text{\footnotesize\color{black!65}#1}}
\theoremstyle{definition}
\newtheorem*{claim}{Theorem}
"""
