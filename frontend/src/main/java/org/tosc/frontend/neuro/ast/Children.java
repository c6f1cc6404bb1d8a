package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Parts;

/// The parts of every node. A field added to a record changes its row here, or this does not
/// compile.
final class Children {
  private Children() {}

  static List<Node> of(Node node) {
    return switch (node) {
      case Item i -> ofItem(i);
      case Stmt s -> ofStmt(s);
      case Expr e -> ofExpr(e);
      case Pattern p -> ofPattern(p);
      case TypeExpr t -> ofType(t);
      case GenericArg.OfType(var type, _) -> list(type);
      case GenericArg.OfExpr(var value, _) -> list(value);
      case GenericArg.Extents(var items, _) -> list(items);
      case Item.Field(_, var name, var type, _) -> list(name, type);
      case Item.Variant(_, var name, var types, var fields, _) -> list(name, types, fields);
      case Attribute(var name, var args, _) -> list(name, args);
      case Generic(var name, var bound, _) -> list(name, bound);
      case Param(var name, _, var type, var value, _) -> list(name, type, value);
      case Block(var statements, var value, _) -> list(statements, value);
      case Expr.Segment(var name, var args, _) -> list(name, args);
      case Expr.FieldValue(var name, var value, _) -> list(name, value);
      case Expr.Arm(var pattern, var guard, var body, _) -> list(pattern, guard, body);
      case Arg(var name, var value, _) -> list(name, value);
      case Pattern.FieldPattern(var name, var pattern, _) -> list(name, pattern);
      case Ident _ -> List.of();
    };
  }

  private static List<Node> ofItem(Item item) {
    return switch (item) {
      case Item.Fn(
              _,
              var attributes,
              var name,
              var generics,
              var params,
              var result,
              var where,
              var body,
              _) ->
          list(attributes, name, generics, params, result, where, body);
      case Item.StructDecl(_, var attributes, var name, var generics, var fields, _) ->
          list(attributes, name, generics, fields);
      case Item.EnumDecl(_, var attributes, var name, var generics, var variants, _) ->
          list(attributes, name, generics, variants);
      case Item.Impl(var generics, var target, var functions, _) ->
          list(generics, target, functions);
      case Item.Const(_, var name, var type, var value, _) -> list(name, type, value);
      case Item.Import(_, _, _, var alias, _) -> list(alias);
      case Item.Use(var path, var alias, _) -> list(path, alias);
      case Item.Loose(var statement, _) -> list(statement);
      case Item.Malformed(var parts, _) -> list(parts);
    };
  }

  private static List<Node> ofStmt(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(_, var pattern, var type, var value, _) -> list(pattern, type, value);
      case Stmt.Assign(var target, _, var value, _) -> list(target, value);
      case Stmt.ExprStmt(var value, _) -> list(value);
      case Stmt.Malformed(var parts, _) -> list(parts);
    };
  }

  private static List<Node> ofExpr(Expr expr) {
    return switch (expr) {
      case Expr.IntLit _, Expr.FloatLit _, Expr.BoolLit _, Expr.StrLit _ -> List.of();
      case Expr.Break _, Expr.Continue _ -> List.of();
      case Expr.Tuple(var items, _) -> list(items);
      case Expr.ArrayLit(var items, _) -> list(items);
      case Expr.ArrayFill(var value, var count, _) -> list(value, count);
      case Expr.Path(var segments, _) -> list(segments);
      case Expr.Field(var object, var name, _) -> list(object, name);
      case Expr.Index(var object, var indexes, _) -> list(object, indexes);
      case Expr.Call(var callee, var args, _) -> list(callee, args);
      case Expr.StructLit(var path, var fields, var base, _) -> list(path, fields, base);
      case Expr.Unary(_, var operand, _) -> list(operand);
      case Expr.Binary(_, var left, var right, _, _) -> list(left, right);
      case Expr.Cast(var value, var type, _) -> list(value, type);
      case Expr.Range(var from, var to, _, _) -> list(from, to);
      case Expr.If(var condition, var then, var otherwise, _) -> list(condition, then, otherwise);
      case Expr.Match(var subject, var arms, _) -> list(subject, arms);
      case Expr.BlockExpr(var block, _) -> list(block);
      case Expr.While(var condition, var body, _) -> list(condition, body);
      case Expr.For(var pattern, var iterable, var body, _) -> list(pattern, iterable, body);
      case Expr.Loop(var body, _) -> list(body);
      case Expr.Return(var value, _) -> list(value);
      case Expr.Malformed(var parts, _) -> list(parts);
    };
  }

  private static List<Node> ofPattern(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Wildcard _, Pattern.Malformed _ -> List.of();
      case Pattern.Binding(var name, _, _) -> list(name);
      case Pattern.Literal(var value, _) -> list(value);
      case Pattern.Range(var from, var to, _, _) -> list(from, to);
      case Pattern.Tuple(var items, _) -> list(items);
      case Pattern.Variant(var path, var items, _) -> list(path, items);
      case Pattern.Struct(var path, var fields, _, _) -> list(path, fields);
      case Pattern.Or(var alternatives, _) -> list(alternatives);
    };
  }

  private static List<Node> ofType(TypeExpr type) {
    return switch (type) {
      case TypeExpr.Named(var path, var args, _) -> list(path, args);
      case TypeExpr.Tuple(var items, _) -> list(items);
      case TypeExpr.Array(var element, var length, _) -> list(element, length);
      case TypeExpr.Fn(var params, var result, _) -> list(params, result);
      case TypeExpr.Malformed _ -> List.of();
    };
  }

  private static List<Node> list(@Nullable Object... parts) {
    return Parts.join(Node.class, parts);
  }
}
