/// Syntax of Pseudocode over the tokens that `Layout` has put in order. Layout's promises:
/// - every simple statement ends in NEWLINE (which may have no text);
/// - every block begins with exactly one marker: `:`, `then`, `do` or NEWLINE;
/// - every construct with blocks ends in END (`until` for repeat), which has no text where the
///   construct is in the indented style;
/// - brackets are balanced, and a construct keeps one style.
/// So this grammar knows nothing of indentation, and every rule exists once for both styles.
/// grammar/README.md says how to add a statement.
parser grammar PseudocodeParser;

options { tokenVocab = PseudocodeLexer; superClass = PseudocodeParserBase; }

file : statement* EOF ;

// ------------------------------------------------------------------ statements

statement
  : (LET | CONST) bindingTarget (COMMA bindingTarget)* (COLON type)? (ASSIGN values)? NEWLINE  # letStatement
  | TENSOR name (COLON type)? ASSIGN expr NEWLINE                                # tensorStatement
  | values (assignmentTail { check().targets($values.ctx); } | annotationTail)? NEWLINE  # expressionStatement
  | PRINT values? NEWLINE                                                        # printStatement
  | OUTPUT values? NEWLINE                                                       # outputStatement
  | INPUT values NEWLINE                                                         # inputStatement
  | RETURN values? NEWLINE                                                       # returnStatement
  | THROW expr? NEWLINE                                                          # throwStatement
  | BREAK NEWLINE                                                                # breakStatement
  | CONTINUE NEWLINE                                                             # continueStatement
  | PASS NEWLINE                                                                 # passStatement
  | YIELD values? NEWLINE                                                        # yieldStatement
  | IF condition=expr block elifClause* elseClause? END                          # ifStatement
  | WHILE condition=expr block END                                               # whileStatement
  | FOR name (COMMA name)* IN iterable=expr (TO last=expr)? (STEP stride=expr)? block END  # forStatement
  | REPEAT block UNTIL condition=expr NEWLINE                                    # repeatStatement
  | LOOP block END                                                               # loopStatement
  | MATCH subject=expr (COLON | NEWLINE) caseClause* elseClause? END             # matchStatement
  | TRY block catchClause* finallyClause? END                                    # tryStatement
  | declaration                                                                  # declarationStatement
  | decorator+ EXPORT? STATIC? declaration                                       # declarationStatement
  | EXPORT statement                                                             # exportStatement
  | STATIC statement                                                             # staticStatement
  | IMPORT modulePath (AS name)? NEWLINE                                         # importStatement
  | FROM modulePath IMPORT (STAR | importedName (COMMA importedName)*) NEWLINE   # fromImportStatement
  | MODULE name block END                                                        # moduleStatement
  | LOAD expr AS name NEWLINE                                                    # loadStatement
  | SAVE subject=expr TO path=expr NEWLINE                                       # saveStatement
  | SAVE_EVERY EVERY expr unit=(STEPS | EPOCHS) NEWLINE                          # saveEveryStatement
  | EVAL EVERY expr unit=(STEPS | EPOCHS) NEWLINE                                # evalEveryStatement
  | DEPLOY subject=expr ON PORT port=expr (AS name)? (COMMA option)* NEWLINE     # deployStatement
  | PIPELINE name parameterList? block END                                       # pipelineStatement
  | STEP label=(INT | IDENT | STRING) block END                                  # stepStatement
  | WITH DEVICE device=expr (COMMA option)* block END                            # withDeviceStatement
  | MONITOR NEWLINE                                                              # monitorStatement
  | GIT command=IDENT values? NEWLINE                                            # gitStatement
  | TEST STRING block END                                                        # testStatement
  ;

declaration
  : ASYNC? FN name parameterList returnType? block END                           # functionDeclaration
  | CLASS name (EXTENDS expr)? block END                                         # classDeclaration
  | ENUM name (COLON | NEWLINE) enumLine* END                                    # enumDeclaration
  | MODEL name parameterList? (EXTENDS expr)? block END                          # modelDeclaration
  | LAYER name parameterList? returnType? layerBody                              # layerDeclaration
  ;

decorator : AT qualifiedName (LPAREN arguments? RPAREN)? NEWLINE ;

/// The marker tells the style: `:` for the indented one, the others for keyword blocks.
block : marker=(COLON | THEN | DO | NEWLINE) statement* ;

elifClause : ELIF condition=expr block ;
elseClause : ELSE block ;
catchClause : CATCH name? block ;
finallyClause : FINALLY block ;
caseClause : CASE pattern (IF guard=expr)? block ;

enumLine : enumMember (COMMA enumMember)* COMMA? NEWLINE ;
enumMember : name (ASSIGN expr)? ;

layerBody
  : block END                                                                    # functionLayer
  | CONFIG_COLON optionList NEWLINE                                                 # configuredLayer
  ;

assignmentTail
  : ASSIGN values                                                                # plainAssignment
  | op=( PLUS_ASSIGN | MINUS_ASSIGN | STAR_ASSIGN | SLASH_ASSIGN | PERCENT_ASSIGN | POWER_ASSIGN
       | AT_ASSIGN | AMP_ASSIGN | PIPE_ASSIGN | CARET_ASSIGN | SHIFT_LEFT_ASSIGN
       | SHIFT_RIGHT_ASSIGN ) expr                                               # augmentedAssignment
  ;

/// `x: int` or `x: int = 3`, a field of a class.
annotationTail : COLON type (ASSIGN expr)? ;

bindingTarget
  : name ELLIPSIS?                                                               # nameTarget
  | LBRACK bindingTarget (COMMA bindingTarget)* COMMA? RBRACK                    # listTarget
  ;

importedName : name (AS name)? ;
modulePath : STRING | qualifiedName ;
qualifiedName : name (DOT name)* ;

optionList : option (COMMA option)* ;
option : ARGUMENT_NAME ASSIGN expr ;

// ------------------------------------------------------------------ functions and types

parameterList
  : LPAREN (parameter (COMMA parameter)* COMMA?)? RPAREN { check().parameters($ctx.parameter()); }
  ;
parameter : (name | ARGUMENT_NAME) ELLIPSIS? (COLON type)? (ASSIGN expr)? ;
returnType : ARROW type ;

type
  : qualifiedName (LBRACK typeArgument (COMMA typeArgument)* COMMA? RBRACK)?     # namedType
  | NIL                                                                          # nilType
  | FN LPAREN (type (COMMA type)* COMMA?)? RPAREN (ARROW type)?                  # functionType
  ;

/// A type, or a size: `768`, `batch`, `2 * d`.
typeArgument : (type | INT) ((PLUS | MINUS | STAR | DIV) dimension)* ;
dimension : INT | name ;

// ------------------------------------------------------------------ patterns

pattern : simplePattern (OR simplePattern)* ;

simplePattern
  : MINUS? (INT | FLOAT)                                                         # numberPattern
  | string                                                                       # stringPattern
  | (TRUE | FALSE | NIL)                                                         # constantPattern
  | name (DOT name)*                                                             # namePattern
  | LBRACK (patternElement (COMMA patternElement)* COMMA?)? RBRACK
    { check().listPattern(((ListPatternContext) $ctx).patternElement()); }       # listPattern
  | LPAREN pattern RPAREN                                                        # groupPattern
  ;
patternElement : pattern ELLIPSIS? ;

// ------------------------------------------------------------------ expressions

values : value (COMMA value)* ;
value : expr ELLIPSIS? ;

/// The alternatives stand in order of precedence, the tightest first.
expr
  : expr DOT name                                                                # memberExpr
  | expr LPAREN arguments? RPAREN                                                # callExpr
  | expr LBRACK indexItem (COMMA indexItem)* COMMA? RBRACK                       # indexExpr
  | <assoc = right> expr POWER expr                                              # powerExpr
  | MINUS expr                                                                   # negateExpr
  | expr op=(STAR | SLASH | PERCENT | MOD | DIV | AT) expr                       # productExpr
  | expr op=(PLUS | MINUS) expr                                                  # sumExpr
  | expr DOTDOT expr                                                             # rangeExpr
  | expr op=(SHIFT_LEFT | SHIFT_RIGHT) expr                                      # shiftExpr
  | expr AMP expr                                                                # bitAndExpr
  | expr CARET expr                                                              # bitXorExpr
  | expr PIPE expr                                                               # bitOrExpr
  | expr (op=(EQ | NE | LT | LE | GT | GE | IN) | negated=NOT IN) expr           # compareExpr
  | NOT expr                                                                     # notExpr
  | expr AND expr                                                                # andExpr
  | expr OR expr                                                                 # orExpr
  | LAMBDA_NAME FAT_ARROW expr                                                   # arrowLambda
  | LAMBDA_LPAREN (parameter (COMMA parameter)* COMMA?)? RPAREN FAT_ARROW
    { check().parameters(((ParameterLambdaContext) $ctx).parameter()); } expr    # parameterLambda
  | LAMBDA_FN parameterList returnType? block END                                # blockLambda
  | LOAD_VALUE expr                                                              # loadExpr
  | INFER subject=expr WITH prompt=expr (CONFIG_COLON optionList | settings END)?    # inferExpr
  | TRAIN subject=expr trainLimit* (CONFIG_COLON trainOptions | settings END)?
    { check().train((TrainExprContext) $ctx); }                                  # trainExpr
  | AWAIT expr                                                                   # awaitExpr
  | LPAREN expr RPAREN                                                           # groupExpr
  | LBRACK (value (COMMA value)* COMMA?)? RBRACK                                 # listExpr
  | LBRACE (dictEntry (COMMA dictEntry)* COMMA?)? RBRACE                         # dictExpr
  | string                                                                       # stringExpr
  | (INT | FLOAT)                                                                # numberExpr
  | (TRUE | FALSE | NIL)                                                         # constantExpr
  | SELF                                                                         # selfExpr
  | SUPER                                                                        # superExpr
  | name                                                                         # nameExpr
  ;

/// Settings in a block: assignments, and `save every …` in `train`.
settings : marker=(COLON | DO) statement* ;

trainLimit : ON expr | FOR expr unit=(STEPS | EPOCHS) ;

trainOptions : trainOption (COMMA trainOption)* ;
trainOption
  : option
  | action=(SAVE_EVERY | EVAL) EVERY expr unit=(STEPS | EPOCHS)
  ;

arguments : argument (COMMA argument)* COMMA? { check().arguments($ctx); } ;
argument
  : ARGUMENT_NAME ASSIGN expr                                                    # namedArgument
  | expr ELLIPSIS?                                                               # positionalArgument
  ;

indexItem
  : start=expr sliceTail?
  | sliceTail
  | ELLIPSIS
  ;
sliceTail : COLON stop=expr? (COLON stride=expr?)? ;

dictEntry : key=expr (COLON entry=expr | ELLIPSIS) ;

string
  : STRING                                                                       # plainString
  | STRING_OPEN stringPart* STRING_CLOSE                                         # interpolatedString
  ;
stringPart
  : STRING_TEXT                                                                  # textPart
  | INTERPOLATION_OPEN expr INTERPOLATION_CLOSE                                  # exprPart
  ;

name : IDENT ;
