package org.tosc.frontend.pseudocode.ast;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How [AstPrinter] names each node: what stands after the bracket, before the children.
final class AstHead {
  private AstHead() {}

  /// The whole text of a node without parts, or null.
  static @Nullable String leaf(Node node) {
    return switch (node) {
      case Expr.IntLit e -> Long.toString(e.value());
      case Expr.FloatLit e -> Double.toString(e.value());
      case Expr.BoolLit e -> Boolean.toString(e.value());
      case Expr.NilLit _ -> "nil";
      case Expr.Name e -> e.text();
      case Expr.Self _ -> "self";
      case Expr.StringLit e -> text(e);
      case Expr.Part.Text p -> quote(p.text());
      case Expr.Axis.Rest _, TypeExpr.Dim.Rest _ -> "...";
      case Ident i -> i.isMissing() ? "<missing>" : i.text();
      case Pattern.Wildcard _ -> "_";
      case TypeExpr.Named t when t.args().isEmpty() -> "<" + t.name().text() + ">";
      case TypeExpr.Dim.Size d -> Long.toString(d.size());
      case TypeExpr.Dim.Symbol d -> d.name().text();
      case TypeExpr.Dim.Unknown _ -> "?";
      case Node _ -> null;
    };
  }

  /// Whether [#of(Node)] already shows the first child, a name.
  static boolean showsFirstChild(Node node) {
    return node instanceof Arg || node instanceof TypeExpr.Named;
  }

  static String of(Node node) {
    return switch (node) {
      case Stmt s -> ofStmt(s);
      case Expr e -> ofExpr(e);
      case Target.Several t -> t.rest() == null ? "targets" : "targets...";
      case Pattern p -> ofPattern(p);
      case TypeExpr t -> ofType(t);
      case TypeExpr.Dim d -> d instanceof TypeExpr.Dim.Computed c ? c.op().text() : "dim";
      case ClassMember.Field f ->
          (f.isStatic() ? "static-" : "") + (f.isConst() ? "const-field" : "field");
      case ClassMember.Method m -> m.isStatic() ? "static-method" : "method";
      case ModelMember.Parameter _ -> "parameter";
      case ModelMember.Layer _ -> "layer";
      case ModelMember.Configured _ -> "configured";
      case ModelMember.Method _ -> "method";
      case Block b ->
          switch (b.style()) {
            case COLON -> ":";
            case KEYWORD -> "end";
            case ARROW -> "=>";
          };
      case Param p -> p.rest() ? "rest" : "param";
      case Arg a -> argument(a);
      case Ident _ -> "ident";
      case Expr.Part _ -> "hole";
      case Expr.Entry.Pair _ -> "entry";
      case Expr.Entry.Spread _ -> "spread";
      case Expr.Axis.At _ -> "at";
      case Expr.Axis.Part p -> bounds("part", p.from(), p.to(), p.step());
      case Expr.Axis.Rest _ -> "...";
      case Expr.Periodic p -> p.epochs() ? "every-epochs" : "every-steps";
      case Stmt.Arm _ -> "arm";
      case Stmt.Catch _ -> "catch";
      case Stmt.Case c -> c.guard() == null ? "case" : "case-if";
      case Stmt.Attribute _ -> "attribute";
      case Stmt.EnumEntry _ -> "entry";
      case Stmt.ImportName _ -> "name";
    };
  }

  private static String ofStmt(Stmt stmt) {
    return switch (stmt) {
      case Stmt.ExprStmt _ -> "do";
      case Stmt.Assign s -> s.op() == null ? "=" : s.op().text() + "=";
      case Stmt.Let s ->
          switch (s.kind()) {
            case LET -> "let";
            case CONST -> "const";
            case TENSOR -> "tensor";
          };
      case Stmt.Print _ -> "print";
      case Stmt.Input _ -> "input";
      case Stmt.If _ -> "if";
      case Stmt.While _ -> "while";
      case Stmt.RepeatUntil _ -> "repeat";
      case Stmt.Loop _ -> "loop";
      case Stmt.ForIn _ -> "for";
      case Stmt.ForRange s -> s.inclusive() ? "for-to" : "for-range";
      case Stmt.Break _ -> "break";
      case Stmt.Continue _ -> "continue";
      case Stmt.Pass _ -> "pass";
      case Stmt.Return _ -> "return";
      case Stmt.Throw _ -> "throw";
      case Stmt.Try _ -> "try";
      case Stmt.Match _ -> "match";
      case Stmt.FunctionDecl _ -> "fn";
      case Stmt.ClassDecl s -> s.superclass() == null ? "class" : "class-extends";
      case Stmt.EnumDecl _ -> "enum";
      case Stmt.ModelDecl _ -> "model";
      case Stmt.TestDecl s -> "test " + quote(s.name());
      case Stmt.Import s -> "import " + path(s.path(), s.quoted());
      case Stmt.FromImport s -> "from " + path(s.path(), s.quoted());
      case Stmt.Export _ -> "export";
      case Stmt.ExportDecl _ -> "export";
      case Stmt.Load _ -> "load";
      case Stmt.Save _ -> "save";
      case Stmt.Deploy _ -> "deploy";
      case Stmt.Pipeline _ -> "pipeline";
      case Stmt.Step _ -> "step";
      case Stmt.WithDevice _ -> "with-device";
      case Stmt.Git _ -> "git";
      case Stmt.Malformed _ -> "malformed";
    };
  }

  private static String ofExpr(Expr expr) {
    return switch (expr) {
      case Expr.IntLit _, Expr.FloatLit _, Expr.BoolLit _, Expr.NilLit _ -> "literal";
      case Expr.Name _, Expr.Self _ -> "name";
      case Expr.StringLit _ -> "text";
      case Expr.ListLit _ -> "list";
      case Expr.DictLit _ -> "dict";
      case Expr.RangeLit e -> (e.inclusive() ? "to" : "..") + (e.step() == null ? "" : "-step");
      case Expr.Member _ -> ".";
      case Expr.Super _ -> "super";
      case Expr.Index _ -> "index";
      case Expr.Slice e -> bounds("slice", e.from(), e.to(), e.step());
      case Expr.TensorIndex _ -> "tensor-index";
      case Expr.Call _ -> "call";
      case Expr.Unary e -> e.op().text();
      case Expr.Not _ -> "not";
      case Expr.Binary e -> e.op().text();
      case Expr.Logical e -> e.isAnd() ? "and" : "or";
      case Expr.Compare e ->
          e.ops().stream().map(CompareOp::text).collect(Collectors.joining(",")).replace(' ', '-');
      case Expr.Spread _ -> "spread";
      case Expr.Lambda _ -> "lambda";
      case Expr.Load _ -> "load";
      case Expr.Infer _ -> "infer";
      case Expr.Train e ->
          "train"
              + (e.data() == null ? "" : "-on")
              + (e.epochs() == null ? "" : "-epochs")
              + (e.steps() == null ? "" : "-steps");
      case Expr.Monitor _ -> "monitor";
      case Expr.Malformed _ -> "malformed";
    };
  }

  private static String ofPattern(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Value _ -> "value";
      case Pattern.Wildcard _ -> "_";
      case Pattern.Binding _ -> "bind";
      case Pattern.ListOf _ -> "list-of";
      case Pattern.Rest _ -> "rest";
      case Pattern.Or _ -> "or";
      case Pattern.Range p -> p.inclusive() ? "to" : "..";
      case Pattern.Malformed _ -> "malformed";
    };
  }

  private static String ofType(TypeExpr type) {
    return switch (type) {
      case TypeExpr.Named t -> t.name().text();
      case TypeExpr.Tensor _ -> "tensor";
      case TypeExpr.Fn t -> t.result() == null ? "fn" : "fn->";
      case TypeExpr.Malformed _ -> "malformed";
    };
  }

  private static @Nullable String text(Expr.StringLit literal) {
    String constant = literal.constant();
    return constant == null ? null : quote(constant);
  }

  private static String argument(Arg arg) {
    Ident name = arg.name();
    return name == null ? "arg" : name.text() + "=";
  }

  private static String bounds(
      String head, @Nullable Expr from, @Nullable Expr to, @Nullable Expr step) {
    return head
        + "["
        + (from == null ? "" : "a")
        + ":"
        + (to == null ? "" : "b")
        + (step == null ? "" : ":c")
        + "]";
  }

  private static String path(String path, boolean quoted) {
    return quoted ? quote(path) : path;
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? String.format("\\u{%x}", (int) c) : c);
      }
    }
    return out.append('"').toString();
  }
}
