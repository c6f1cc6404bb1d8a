/// The abstract syntax of Neuro-Lang: records that say what was written, without comments or
/// parentheses.
///
/// ```text
/// SourceFile = Source Item*
/// Item = Fn(doc?, Attribute*, Ident, Generic*, Param*, TypeExpr?, Expr*, Block)
///      | StructDecl(doc?, Attribute*, Ident, Generic*, Field*) | EnumDecl(doc?, Attribute*, Ident, Generic*, Variant*)
///      | Impl(Generic*, TypeExpr, Fn*) | Const(doc?, Ident, TypeExpr?, Expr)
///      | Import(path, Ident?) | Use(Ident+, Ident?) | Loose(Stmt) | Malformed(Node*)
///
/// Block = Stmt* Expr?                        the expression is the block's value
/// Stmt  = Let(LET|VAR|CONST, Pattern, TypeExpr?, Expr?) | Assign(Expr, op?, Expr) | ExprStmt(Expr) | Malformed(Node*)
///
/// Expr = IntLit | FloatLit | BoolLit | StrLit | Tuple(Expr*) | ArrayLit(Expr*) | ArrayFill(Expr, Expr)
///      | Path(Segment+) | Field(Expr, Ident) | Index(Expr, Expr*) | Call(Expr, Arg*)
///      | StructLit(Path, FieldValue*, Expr?) | Unary(op, Expr) | Binary(op, Expr, Expr) | Cast(Expr, TypeExpr)
///      | Range(Expr?, Expr?, inclusive) | If(Expr, Block, Expr?) | Match(Expr, Arm*) | BlockExpr(Block)
///      | While(Expr, Block) | For(Pattern, Expr, Block) | Loop(Block)
///      | Return(Expr?) | Break | Continue | Malformed(Node*)
///
/// Pattern  = Wildcard | Binding(Ident, mutable) | Literal(Expr) | Range(Expr, Expr, inclusive)
///          | Tuple(Pattern*) | Variant(Path, Pattern*) | Struct(Path, FieldPattern*, rest) | Or(Pattern+) | Malformed
/// TypeExpr = Named(Ident+, GenericArg*) | Tuple(TypeExpr*) | Array(TypeExpr, Expr) | Fn(TypeExpr*, TypeExpr?) | Malformed
/// GenericArg = OfType(TypeExpr) | OfExpr(Expr) | Extents(Expr*)
/// ```
///
/// Every node has a span; a name that a diagnostic may point at is an
/// [org.tosc.frontend.neuro.ast.Ident] with its own. Text that does not parse becomes a `Malformed`
/// node that keeps the parts that do. The one way to walk a tree is
/// [org.tosc.frontend.neuro.ast.Node#children()]; chains that lean left as far as the source is
/// long are walked in a loop ([org.tosc.frontend.neuro.ast.Expr#spine()]).
@NullMarked
package org.tosc.frontend.neuro.ast;

import org.jspecify.annotations.NullMarked;
