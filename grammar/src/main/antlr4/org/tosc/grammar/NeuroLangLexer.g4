/// Tokens of Neuro-Lang. This grammar only cuts the text; `NeuroBraces` then pairs the brackets and
/// says of each `{` what it opens, and of each `}` whether a value stands before it.
lexer grammar NeuroLangLexer;

options { superClass = NeuroLangLexerBase; }

// Made by NeuroBraces, never by a rule of this file.
tokens {
  BODY_LBRACE,     // the `{` after a header: `if c {`, `fn f() {`, `struct S {`
  STRUCT_LBRACE,   // the `{` of `Point { x: 1.0 }`
  TAIL             // no text: a block, a list of arms or the file ends here, without `;` or `,`
}

FN : 'fn' ;
LET : 'let' ;
VAR : 'var' ;
CONST : 'const' ;
STRUCT : 'struct' ;
ENUM : 'enum' ;
IMPL : 'impl' ;
IMPORT : 'import' ;
USE : 'use' ;
WHERE : 'where' ;
IF : 'if' ;
ELSE : 'else' ;
WHILE : 'while' ;
FOR : 'for' ;
IN : 'in' ;
LOOP : 'loop' ;
MATCH : 'match' ;
RETURN : 'return' ;
BREAK : 'break' ;
CONTINUE : 'continue' ;
AS : 'as' ;
TRUE : 'true' ;
FALSE : 'false' ;

IDENT : NAME_START NAME_PART* ;
// Beyond ASCII, SourceChars shows U+00AA for every letter and U+0300 for every mark and digit.
fragment NAME_START : [a-zA-Z_\u00AA] ;
fragment NAME_PART : [a-zA-Z0-9_\u00AA\u0300] ;

// ---- numbers: `1..3` is 1 .. 3, because a fraction needs a digit ----
FLOAT
  : DIGITS '.' DIGITS EXPONENT? ('_'? FLOAT_SUFFIX)?
  | DIGITS EXPONENT ('_'? FLOAT_SUFFIX)?
  | DIGITS '_'? FLOAT_SUFFIX
  ;
INT
  : DIGITS ('_'? INT_SUFFIX)?
  | '0x' [0-9a-fA-F]+ ('_' [0-9a-fA-F]+)* ('_'? INT_SUFFIX)?
  | '0b' [01]+ ('_' [01]+)* ('_'? INT_SUFFIX)?
  | '0o' [0-7]+ ('_' [0-7]+)* ('_'? INT_SUFFIX)?
  ;
BAD_NUMBER
  : [0-9] [0-9a-zA-Z_\u00AA]* ('.' [0-9] [0-9a-zA-Z_\u00AA]*)?
  ;
fragment DIGITS : [0-9]+ ('_' [0-9]+)* ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
fragment INT_SUFFIX : [iu] ('8' | '16' | '32' | '64') | 'i4' | 'index' ;
fragment FLOAT_SUFFIX : 'f' ('16' | '32' | '64') | 'bf16' | 'f8e4m3' | 'f8e5m2' ;

// ---- strings may span lines; a STRING_OPEN is one without its end ----
STRING : '"' (~["\\] | '\\' .)* '"' ;
STRING_OPEN : '"' ;
// 'text', as other languages write it; on one line
SINGLE_QUOTED : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\'' ;
SMART_STRING
  : [\u201C\u201D\u201E\u00AB] ~["\u201C\u201D\u00BB\r\n]* [\u201C\u201D\u00BB"]
  | [\u2018\u2019\u201A] ~['\u2018\u2019\r\n]* [\u2018\u2019']
  ;

// ---- brackets ----
LPAREN : '(' ;
RPAREN : ')' ;
LBRACK : '[' ;
RBRACK : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;

// ---- signs; `>>` is two tokens, because `Tile<Tile<f32>>` ends with it ----
DOTDOT_EQ : '..=' ;
DOTDOT : '..' ;
DOT : '.' ;
COMMA : ',' ;
SEMI : ';' ;
PATH_SEP : '::' ;
COLON : ':' ;
AT : '@' ;
QUESTION : '?' ;
FAT_ARROW : '=>' ;
ARROW : '->' ;
ASSIGN : '=' ;
PLUS_ASSIGN : '+=' ;
MINUS_ASSIGN : '-=' ;
STAR_ASSIGN : '*=' ;
SLASH_ASSIGN : '/=' ;
PERCENT_ASSIGN : '%=' ;
AMP_ASSIGN : '&=' ;
PIPE_ASSIGN : '|=' ;
CARET_ASSIGN : '^=' ;
SHIFT_LEFT_ASSIGN : '<<=' ;
SHIFT_RIGHT_ASSIGN : '>>=' ;
EQ : '==' ;
NE : '!=' ;
LE : '<=' ;
GE : '>=' ;
LT : '<' ;
GT : '>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
SHIFT_LEFT : '<<' ;
AND_AND : '&&' ;
OR_OR : '||' ;
AMP : '&' ;
CARET : '^' ;
PIPE : '|' ;
BANG : '!' ;

// ---- operators of other languages: Spelling reports them and puts ours in their place ----
FOREIGN : ':=' | '++' | '--' | '**' | '===' | '!==' | '<>' | '...' | '~' | '??' | '?.' | '=<' | '|>' ;

// ---- what the parser does not see ----
DOC_COMMENT : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN) ;
LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' { blockComment(); } -> channel(HIDDEN) ;
// `# …` and `#[…]` of other languages
HASH_COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
WHITESPACE : [ \t\f\r\n]+ -> skip ;
BYTE_ORDER_MARK : '\uFEFF' -> skip ;
UNKNOWN : . ;
