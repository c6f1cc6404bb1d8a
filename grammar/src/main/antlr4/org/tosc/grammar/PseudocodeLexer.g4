/// Tokens of Pseudocode. This grammar only cuts the text; `Layout` then decides, over the whole
/// list, which newlines end a statement, where blocks begin and end, and which contextual words
/// are keywords. See grammar/README.md.
lexer grammar PseudocodeLexer;

options { superClass = PseudocodeLexerBase; }

// Made by Layout, never by a rule of this file.
tokens {
  LAMBDA_FN,       // `fn` of a lambda, before `(`
  LAMBDA_NAME,     // a name before `=>`
  LAMBDA_LPAREN,   // the `(` of `(a, b) => e`
  ARGUMENT_NAME,   // a name before `=` in a list of arguments, parameters or options
  CONFIG_COLON,    // a `:` before `name = value, …` on the same line
  LOAD_VALUE,      // `load e` as an expression
  SAVE_EVERY,      // `save` of `save every n steps`
  STRING_CLOSE, STRING_TEXT, INTERPOLATION_CLOSE
}

// ---- always keywords ----
LET : 'let' ;
CONST : 'const' ;
FN : 'fn' | 'function' | 'procedure' ;
RETURN : 'return' ;
IF : 'if' ;
THEN : 'then' ;
ELIF : 'elif' ;
ELSE : 'else' ;
END : 'end' ;
WHILE : 'while' ;
FOR : 'for' ;
IN : 'in' ;
DO : 'do' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
MATCH : 'match' ;
CASE : 'case' ;
TRY : 'try' ;
CATCH : 'catch' ;
FINALLY : 'finally' ;
THROW : 'throw' ;
CLASS : 'class' ;
EXTENDS : 'extends' ;
SELF : 'self' ;
SUPER : 'super' ;
NIL : 'nil' ;
TRUE : 'true' ;
FALSE : 'false' ;
ENUM : 'enum' ;
YIELD : 'yield' ;
ASYNC : 'async' ;
AWAIT : 'await' ;
STATIC : 'static' ;
MODULE : 'module' ;
EXPORT : 'export' ;
IMPORT : 'import' ;
BREAK : 'break' ;
CONTINUE : 'continue' ;
UNTIL : 'until' ;

// ---- contextual: Layout turns them into IDENT where their form does not match ----
REPEAT : 'repeat' ;
LOOP : 'loop' ;
PASS : 'pass' ;
MOD : 'mod' ;
DIV : 'div' ;
MODEL : 'model' ;
LAYER : 'layer' ;
TENSOR : 'tensor' ;
TRAIN : 'train' ;
INFER : 'infer' ;
LOAD : 'load' ;
SAVE : 'save' ;
DEPLOY : 'deploy' ;
PIPELINE : 'pipeline' ;
STEP : 'step' ;
MONITOR : 'monitor' ;
GIT : 'git' ;
EVAL : 'eval' ;
TEST : 'test' ;
WITH : 'with' ;
ON : 'on' ;
EVERY : 'every' ;
STEPS : 'steps' ;
EPOCHS : 'epochs' ;
PORT : 'port' ;
DEVICE : 'device' ;
AS : 'as' ;
FROM : 'from' ;
TO : 'to' ;
INPUT : 'input' ;
OUTPUT : 'output' ;
PRINT : 'print' ;

IDENT : NAME_START NAME_PART* ;
// Beyond ASCII, SourceChars shows U+00AA for every letter and U+0300 for every mark and digit:
// with \p{L} in its place, every start of the lexer would read a table of 700 ranges.
fragment NAME_START : [a-zA-Z_\u00AA] ;
fragment NAME_PART : [a-zA-Z0-9_\u00AA\u0300] ;

// ---- numbers: `1..3` is 1 .. 3, because a fraction needs a digit ----
FLOAT
  : DIGITS '.' DIGITS EXPONENT?
  | DIGITS EXPONENT
  ;
INT
  : DIGITS
  | '0' [xX] [0-9a-fA-F]+ ('_' [0-9a-fA-F]+)*
  | '0' [bB] [01]+ ('_' [01]+)*
  ;
BAD_NUMBER
  : [0-9] [0-9a-zA-Z_\u00AA]* ('.' [0-9] [0-9a-zA-Z_\u00AA]*)?
  | '.' [0-9] [0-9a-zA-Z_\u00AA]*
  ;
fragment DIGITS : [0-9]+ ('_' [0-9]+)* ;
fragment EXPONENT : [eE] [+-]? DIGITS ;

// ---- strings: one token without interpolation, otherwise STRING_OPEN parts STRING_CLOSE ----
STRING
  : '"' (~["\\$] | '\\' . | '$' '$'* (~["\\${] | '\\' .))* '$'* '"'
  | '\'' (~['\\$] | '\\' . | '$' '$'* (~['\\${] | '\\' .))* '$'* '\''
  ;
STRING_OPEN : '"' -> pushMode(DOUBLE_QUOTED) ;
SINGLE_OPEN : '\'' -> type(STRING_OPEN), pushMode(SINGLE_QUOTED) ;
// “text” as word processors write it
SMART_STRING
  : [\u201C\u201D\u201E\u00AB] ~["\u201C\u201D\u00BB\r\n]* [\u201C\u201D\u00BB"]
  | [\u2018\u2019\u201A] ~['\u2018\u2019\r\n]* [\u2018\u2019']
  ;

// ---- brackets ----
LPAREN : '(' ;
RPAREN : ')' ;
LBRACK : '[' ;
RBRACK : ']' ;
LBRACE : '{' { openBrace(); } ;
RBRACE : '}' { closeBrace(); } ;

// ---- operators ----
ELLIPSIS : '...' | '\u2026' ;
DOTDOT : '..' ;
DOT : '.' ;
COMMA : ',' ;
COLON : ':' ;
FAT_ARROW : '=>' ;
ARROW : '->' ;
ASSIGN : '=' ;
PLUS_ASSIGN : '+=' ;
MINUS_ASSIGN : '-=' ;
STAR_ASSIGN : '*=' ;
SLASH_ASSIGN : '/=' ;
PERCENT_ASSIGN : '%=' ;
POWER_ASSIGN : '**=' ;
AT_ASSIGN : '@=' ;
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
POWER : '**' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
AT : '@' ;
SHIFT_LEFT : '<<' ;
SHIFT_RIGHT : '>>' ;
AMP : '&' ;
CARET : '^' ;
PIPE : '|' ;

// ---- operators of other languages: Layout reports them and puts ours in their place ----
FOREIGN
  : '&&' | '||' | '!' | '===' | '!==' | '<>' | ':=' | '++' | ';' | '?' | '~' | '|>'
  | '&&=' | '||=' | '??' | '?.' | '=<'
  ;

// ---- what the parser does not see ----
NEWLINE : '\r\n' | '\n' | '\r' ;
LINE_COMMENT : ('#' | '//') ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
OPEN_COMMENT : '/*' { openComment(); } -> type(BLOCK_COMMENT), channel(HIDDEN) ;
WHITESPACE : [ \t\f]+ -> skip ;
BYTE_ORDER_MARK : '\uFEFF' -> skip ;
UNKNOWN : . ;

mode DOUBLE_QUOTED;
DOUBLE_CLOSE : '"' -> type(STRING_CLOSE), popMode ;
DOUBLE_INTERPOLATION : '${' { openInterpolation(); } -> type(INTERPOLATION_OPEN), pushMode(DEFAULT_MODE) ;
DOUBLE_TEXT : (~["\\$] | '\\' .)+ -> type(STRING_TEXT) ;
DOUBLE_REST : [\\$] -> type(STRING_TEXT) ;

mode SINGLE_QUOTED;
SINGLE_CLOSE : '\'' -> type(STRING_CLOSE), popMode ;
INTERPOLATION_OPEN : '${' { openInterpolation(); } -> pushMode(DEFAULT_MODE) ;
SINGLE_TEXT : (~['\\$] | '\\' .)+ -> type(STRING_TEXT) ;
SINGLE_REST : [\\$] -> type(STRING_TEXT) ;
