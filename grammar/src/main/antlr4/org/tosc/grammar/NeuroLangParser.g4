/// Syntax of Neuro-Lang over the tokens that `NeuroBraces` has put in order. Its promises:
/// - brackets are balanced; `>>` is two tokens, and so is the `>=` of `x: T<A>=v`;
/// - `where` is a word only after the head of a function, elsewhere it is a name;
/// - `{` after a header is BODY_LBRACE, `{` of a struct's fields is STRUCT_LBRACE;
/// - a last expression without `;`, and a last arm without `,`, is followed by TAIL.
/// So one token always says how to go on. Operators stand in flat lists here; the front end knows
/// their precedence. NeuroBraces drops the second comma of `a,, b`, so `(COMMA expr?)*` is a list that
/// may end in a comma.
parser grammar NeuroLangParser;

options { tokenVocab = NeuroLangLexer; superClass = NeuroLangParserBase; }

file : item* EOF ;

item : attribute* declaration | statement ;

attribute : AT name (LPAREN (argument (COMMA argument?)*)? RPAREN)? ;

// ------------------------------------------------------------------ items

declaration
  : FN name generics? LPAREN (parameter (COMMA parameter?)*)? RPAREN (ARROW type)? where? block TAIL?  # fnItem
  | STRUCT name generics? BODY_LBRACE (field (COMMA field?)*)? RBRACE TAIL?      # structItem
  | ENUM name generics? BODY_LBRACE (variant (COMMA variant?)*)? RBRACE TAIL?    # enumItem
  | IMPL generics? type BODY_LBRACE member* RBRACE TAIL?                         # implItem
  | CONST name (COLON type)? (ASSIGN expr)? end=(SEMI | TAIL)                    # constItem
  | IMPORT (quoted=STRING | name (DOT name)*) (AS alias=name)? end=(SEMI | TAIL)  # importItem
  | USE name (PATH_SEP name)* (AS alias=name)? end=(SEMI | TAIL)                 # useItem
  ;

member : attribute* declaration ;

generics : LT (generic (COMMA generic?)*)? GT ;
generic : name (COLON bound=name)? ;
parameter : VAR? name (COLON type)? (ASSIGN expr)? ;
where : WHERE expr (COMMA expr?)* ;
field : name COLON type ;
variant
  : name (LPAREN (type (COMMA type?)*)? RPAREN | STRUCT_LBRACE (field (COMMA field?)*)? RBRACE)?
  ;

// ------------------------------------------------------------------ statements

/// The body of what has a header; a last expression is its value.
block : BODY_LBRACE inner* RBRACE ;

plainBlock : LBRACE inner* RBRACE ;

/// An item in a block is parsed, so that it can be reported as a whole.
inner : attribute* declaration | statement ;

statement
  : kind=(LET | VAR) pattern (COLON type)? (ASSIGN expr)? end=(SEMI | TAIL)      # letStatement
  | blockLike (memberSuffix suffix* end=(SEMI | TAIL) | TAIL)?                   # blockStatement
  | first (op=assignment expr)? end=(SEMI | TAIL)                                # exprStatement
  | SEMI                                                                         # emptyStatement
  ;

assignment
  : ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | STAR_ASSIGN | SLASH_ASSIGN | PERCENT_ASSIGN
  | AMP_ASSIGN | PIPE_ASSIGN | CARET_ASSIGN | SHIFT_LEFT_ASSIGN | SHIFT_RIGHT_ASSIGN
  ;

// ------------------------------------------------------------------ expressions

expr
  : operand (operator (operand | back operand? | jump))* (range (operand (operator operand)*)?)?            # valueExpr
  | range (operand (operator operand)*)?                                         # openExpr
  | RETURN expr?                                                                 # returnExpr
  | BREAK                                                                        # breakExpr
  | CONTINUE                                                                     # continueExpr
  ;

/// An expression at the beginning of a statement or arm: there `if` and the like end with their
/// block.
first
  : firstOperand (operator (operand | back operand? | jump))* (range (operand (operator operand)*)?)?       # valueFirst
  | range (operand (operator operand)*)?                                         # openFirst
  | RETURN expr?                                                                 # returnFirst
  | BREAK                                                                        # breakFirst
  | CONTINUE                                                                     # continueFirst
  ;

/// Jumps may stand right of an operator: `i == n && break`. In `c || return x + 1` the sum is the value
/// of `return`: the front end knows.
back : RETURN ;
jump : BREAK | CONTINUE ;

range : DOTDOT | DOTDOT_EQ ;

operator
  : PLUS | MINUS | STAR | SLASH | PERCENT | AMP | PIPE | CARET | SHIFT_LEFT
  | AND_AND | OR_OR | EQ | NE | LT | LE | GE | GT GT?
  ;

operand : prefix* (atom | blockLike) suffix* cast* ;
firstOperand : (prefix prefix* (atom | blockLike) | atom) suffix* cast* ;

prefix : MINUS | BANG ;

suffix
  : memberSuffix                                                                 # dotSuffix
  | LPAREN (argument (COMMA argument?)*)? RPAREN                                 # callSuffix
  | LBRACK expr (COMMA expr?)* RBRACK                                            # indexSuffix
  ;
memberSuffix : DOT (name | INT | FLOAT) ;

/// A type without arguments, because `x as i32 < y` compares.
cast : AS typePath ;

atom
  : path (STRUCT_LBRACE (fieldValue (COMMA fieldValue?)*)? RBRACE)?              # pathAtom
  | (INT | FLOAT)                                                                # numberAtom
  | STRING                                                                       # stringAtom
  | (TRUE | FALSE)                                                               # boolAtom
  | LPAREN (expr (COMMA expr?)*)? RPAREN                                         # tupleAtom
  | LBRACK (expr (SEMI expr | (COMMA expr?)*))? RBRACK                           # arrayAtom
  ;

blockLike
  : IF condition=expr block elseClause*                                          # ifExpr
  | MATCH subject=expr BODY_LBRACE arm* RBRACE                                   # matchExpr
  | WHILE condition=expr block                                                   # whileExpr
  | FOR pattern IN iterable=expr block                                           # forExpr
  | LOOP block                                                                   # loopExpr
  | plainBlock                                                                   # blockExpr
  ;

elseClause : ELSE (IF condition=expr)? block ;

arm
  : pattern (IF guard=expr)? FAT_ARROW
    ( blockLike (memberSuffix suffix* (COMMA | TAIL) | COMMA | TAIL)?
    | first (op=assignment expr)? (COMMA | TAIL)
    )
  ;

argument : expr (ASSIGN expr)? ;

fieldValue : name (COLON expr)? | DOTDOT expr ;

path : name (PATH_SEP (name | typeArgs))* ;

// ------------------------------------------------------------------ patterns

pattern : simplePattern (PIPE simplePattern)* ;

simplePattern
  : patternNumber (range patternNumber)?                                         # numberPattern
  | STRING                                                                       # stringPattern
  | (TRUE | FALSE)                                                               # boolPattern
  | VAR name                                                                     # varPattern
  | path
    ( LPAREN (pattern (COMMA pattern?)*)? RPAREN
    | STRUCT_LBRACE (fieldPattern (COMMA fieldPattern?)*)? RBRACE
    )?                                                                           # pathPattern
  | LPAREN (pattern (COMMA pattern?)*)? RPAREN                                   # tuplePattern
  ;
patternNumber : MINUS? (INT | FLOAT) ;
fieldPattern : name (COLON pattern)? | DOTDOT ;

// ------------------------------------------------------------------ types

type
  : typePath typeArgs?                                                           # namedType
  | LPAREN (type (COMMA type?)*)? RPAREN                                         # tupleType
  | LBRACK type SEMI expr RBRACK                                                 # arrayType
  | FN LPAREN (type (COMMA type?)*)? RPAREN (ARROW type)?                        # fnType
  ;
typePath : name (PATH_SEP name)* ;
typeArgs : LT (genericArg (COMMA genericArg?)*)? GT ;

genericArg
  : size                                                                         # sizeArg
  | LBRACK (genericArg (SEMI expr | (COMMA genericArg?)*))? RBRACK               # bracketArg
  | FN LPAREN (type (COMMA type?)*)? RPAREN (ARROW type)?                        # fnArg
  ;

/// Arithmetic without comparisons, because `>` ends the list.
size : sizeOperand (op+=(PLUS | MINUS | STAR | SLASH | PERCENT) sizeOperand)* ;
sizeOperand
  : MINUS? INT                                                                   # numberSize
  | (TRUE | FALSE)                                                               # boolSize
  | QUESTION                                                                     # unknownSize
  | typePath (typeArgs | LPAREN (argument (COMMA argument?)*)? RPAREN)?          # pathSize
  | LPAREN (genericArg (COMMA genericArg?)*)? RPAREN                             # tupleSize
  ;

name : IDENT ;
