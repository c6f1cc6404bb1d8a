/// The abstract syntax of Pseudocode: records that say what was written, without layout, comments
/// or parentheses. Both block styles and the words of both older dialects give the same tree.
///
/// ```text
/// SourceFile = Source Stmt*
/// Block      = style Stmt*                              style: COLON | KEYWORD | ARROW
///
/// Stmt = ExprStmt(Expr) | Assign(Target, op?, Expr) | Let(LET|CONST|TENSOR, Pattern, TypeExpr?, Expr?)
///      | Print(Expr*) | Input(Target)
///      | If(Arm(Expr, Block)+, Block?) | While(Expr, Block) | RepeatUntil(Block, Expr) | Loop(Block)
///      | ForIn(Ident+, Expr, Block) | ForRange(Ident, Expr, Expr, inclusive, Expr?, Block)
///      | Break | Continue | Pass | Return(Expr?) | Throw(Expr) | Try(Block, Catch(Ident?, Block)?, Block?)
///      | Match(Expr, Case(Pattern, Expr?, Block)*, Block?)
///      | FunctionDecl(Attribute*, Ident, Param*, TypeExpr?, Block) | ClassDecl(Ident, Expr?, ClassMember*)
///      | EnumDecl(Ident, (Ident, Expr?)*) | ModelDecl(Ident, Param*, ModelMember*) | TestDecl(name, Block)
///      | Import(path, Ident?) | FromImport(path, (Ident, Ident?)*) | Export(Ident+) | ExportDecl(Stmt)
///      | Load(Expr, Ident) | Save(Expr, Expr) | Deploy(Expr, Expr?, Ident?, Arg*) | Pipeline(FunctionDecl) | Step(Ident, Block)
///      | WithDevice(Expr, Arg*, Block) | Git(Ident, Expr*) | Malformed(Node*)
///
/// Target = Name | Index | Slice | TensorIndex | Member | Target.Several(Target+, Target?)
///
/// Expr = IntLit | FloatLit | BoolLit | NilLit | StringLit((text | Expr)*)
///      | ListLit(Expr*) | DictLit((Pair(Expr, Expr) | Spread(Expr))*) | RangeLit(Expr, Expr, inclusive, Expr?)
///      | Name | Self | Member(Expr, Ident) | Super(Ident) | Index(Expr, Expr)
///      | Slice(Expr, Expr?, Expr?, Expr?) | TensorIndex(Expr, Axis*) | Call(Expr, Arg*)
///      | Unary(op, Expr) | Not(Expr) | Binary(op, Expr, Expr) | Logical(op, Expr, Expr)
///      | Compare(Expr+, op*) | Spread(Expr) | Lambda(Param*, TypeExpr?, Block)
///      | Load(Expr) | Infer(Expr, Expr, Arg*) | Train(…) | Monitor | Malformed(Node*)
///
/// Pattern  = Value(Expr) | Wildcard | Binding(Ident) | ListOf(Pattern*, Rest?) | Or(Pattern+) | Range | Malformed
/// TypeExpr = Named(Ident, TypeExpr*) | Tensor(Dim*, Ident?) | Fn(TypeExpr*, TypeExpr?) | Malformed
/// ```
///
/// Every node has a span; a name that rename or a diagnostic may point at is an
/// [org.tosc.frontend.pseudocode.ast.Ident] with its own. Text that does not parse becomes an
/// `Malformed` node that keeps the parts that do, so later stages can check those. The one way to
/// walk a tree is [org.tosc.frontend.pseudocode.ast.Node#children()].
///
/// Depth: the grammar bounds nesting, but a chain `a + b + c + …`, `a.b.c…` or `f(1)(2)…` leans
/// left as far as the source is long. Whoever walks expressions follows the leftmost child in a
/// loop ([org.tosc.frontend.pseudocode.ast.Expr#spine()]).
@NullMarked
package org.tosc.frontend.pseudocode.ast;

import org.jspecify.annotations.NullMarked;
