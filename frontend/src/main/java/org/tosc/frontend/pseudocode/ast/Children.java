package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Parts;

/// The parts of every node. A field added to a record changes its row here, or this does not
/// compile.
final class Children {
  private Children() {}

  static List<Node> of(Node node) {
    return switch (node) {
      case Stmt s -> ofStmt(s);
      case Expr e -> ofExpr(e);
      case Target.Several(var targets, var rest, _) -> list(targets, rest);
      case Pattern p -> ofPattern(p);
      case TypeExpr t -> ofType(t);
      case TypeExpr.Dim d -> ofDim(d);
      case ClassMember m -> ofClassMember(m);
      case ModelMember m -> ofModelMember(m);
      case Block(var statements, _, _) -> list(statements);
      case Param(var name, var type, var value, _, _) -> list(name, type, value);
      case Arg(var name, var value, _) -> list(name, value);
      case Ident _ -> List.of();
      case Expr.Part.Text _ -> List.of();
      case Expr.Part.Hole(var value, _) -> list(value);
      case Expr.Entry.Pair(var key, var value, _) -> list(key, value);
      case Expr.Entry.Spread(var dict, _) -> list(dict);
      case Expr.Axis.At(var index, _) -> list(index);
      case Expr.Axis.Part(var from, var to, var step, _) -> list(from, to, step);
      case Expr.Axis.Rest _ -> List.of();
      case Expr.Periodic(var action, var every, _, _) -> list(action, every);
      case Stmt.Arm(var condition, var body, _) -> list(condition, body);
      case Stmt.Catch(var name, var body, _) -> list(name, body);
      case Stmt.Case(var pattern, var guard, var body, _) -> list(pattern, guard, body);
      case Stmt.Attribute(var name, var args, _) -> list(name, args);
      case Stmt.EnumEntry(var name, var value, _) -> list(name, value);
      case Stmt.ImportName(var name, var alias, _) -> list(name, alias);
    };
  }

  private static List<Node> ofStmt(Stmt stmt) {
    return switch (stmt) {
      case Stmt.ExprStmt(var value, _) -> list(value);
      case Stmt.Assign(var target, _, var value, _) -> list(target, value);
      case Stmt.Let(_, var pattern, var type, var value, _) -> list(pattern, type, value);
      case Stmt.Print(var args, _) -> list(args);
      case Stmt.Input(var target, _) -> list(target);
      case Stmt.If(var arms, var otherwise, _) -> list(arms, otherwise);
      case Stmt.While(var condition, var body, _) -> list(condition, body);
      case Stmt.RepeatUntil(var body, var condition, _) -> list(body, condition);
      case Stmt.Loop(var body, _) -> list(body);
      case Stmt.ForIn(var names, var iterable, var body, _) -> list(names, iterable, body);
      case Stmt.ForRange(var name, var from, var to, _, var step, var body, _) ->
          list(name, from, to, step, body);
      case Stmt.Break _, Stmt.Continue _, Stmt.Pass _ -> List.of();
      case Stmt.Return(var value, _) -> list(value);
      case Stmt.Throw(var value, _) -> list(value);
      case Stmt.Try(var body, var handler, var last, _) -> list(body, handler, last);
      case Stmt.Match(var subject, var cases, var otherwise, _) -> list(subject, cases, otherwise);
      case Stmt.FunctionDecl(var attributes, var name, var params, var result, var body, _) ->
          list(attributes, name, params, result, body);
      case Stmt.ClassDecl(var name, var superclass, var members, _) ->
          list(name, superclass, members);
      case Stmt.EnumDecl(var name, var entries, _) -> list(name, entries);
      case Stmt.ModelDecl(var name, var params, var members, _) -> list(name, params, members);
      case Stmt.TestDecl(_, var body, _) -> list(body);
      case Stmt.Import(_, _, _, var alias, _) -> list(alias);
      case Stmt.FromImport(_, _, _, var names, _) -> list(names);
      case Stmt.Export(var names, _) -> list(names);
      case Stmt.ExportDecl(var declaration, _) -> list(declaration);
      case Stmt.Load(var path, var name, _) -> list(path, name);
      case Stmt.Save(var value, var path, _) -> list(value, path);
      case Stmt.Deploy(var model, var port, var name, var settings, _) ->
          list(model, port, name, settings);
      case Stmt.Pipeline(var f, _) -> list(f.name(), f.params(), f.body());
      case Stmt.Step(var label, var body, _) -> list(label, body);
      case Stmt.WithDevice(var device, var options, var body, _) -> list(device, options, body);
      case Stmt.Git(var action, var args, _) -> list(action, args);
      case Stmt.Malformed(var parts, _) -> list(parts);
    };
  }

  private static List<Node> ofExpr(Expr expr) {
    return switch (expr) {
      case Expr.IntLit _, Expr.FloatLit _, Expr.BoolLit _, Expr.NilLit _ -> List.of();
      case Expr.Name _, Expr.Self _, Expr.Monitor _ -> List.of();
      case Expr.StringLit(var parts, _) -> list(parts);
      case Expr.ListLit(var items, _) -> list(items);
      case Expr.DictLit(var entries, _) -> list(entries);
      case Expr.RangeLit(var from, var to, _, var step, _) -> list(from, to, step);
      case Expr.Member(var object, var name, _) -> list(object, name);
      case Expr.Super(var name, _) -> list(name);
      case Expr.Index(var object, var index, _) -> list(object, index);
      case Expr.Slice(var object, var from, var to, var step, _) -> list(object, from, to, step);
      case Expr.TensorIndex(var object, var axes, _) -> list(object, axes);
      case Expr.Call(var callee, var args, _) -> list(callee, args);
      case Expr.Unary(_, var operand, _) -> list(operand);
      case Expr.Not(var operand, _) -> list(operand);
      case Expr.Binary(_, var left, var right, _) -> list(left, right);
      case Expr.Logical(_, var left, var right, _) -> list(left, right);
      case Expr.Compare(var operands, _, _) -> list(operands);
      case Expr.Lambda(var params, var result, var body, _) -> list(params, result, body);
      case Expr.Load(var path, _) -> list(path);
      case Expr.Infer(var model, var input, var settings, _) -> list(model, input, settings);
      case Expr.Train(var model, var data, var epochs, var steps, var settings, var actions, _) ->
          list(model, data, epochs, steps, settings, actions);
      case Expr.Spread(var value, _) -> list(value);
      case Expr.Malformed(var parts, _) -> list(parts);
    };
  }

  private static List<Node> ofPattern(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Value(var value, _) -> list(value);
      case Pattern.Wildcard _, Pattern.Malformed _ -> List.of();
      case Pattern.Binding(var name, _) -> list(name);
      case Pattern.ListOf(var items, var rest, _) -> list(items, rest);
      case Pattern.Rest(var name, _) -> list(name);
      case Pattern.Or(var alternatives, _) -> list(alternatives);
      case Pattern.Range(var from, var to, _, _) -> list(from, to);
    };
  }

  private static List<Node> ofType(TypeExpr type) {
    return switch (type) {
      case TypeExpr.Named(var name, var args, _) -> list(name, args);
      case TypeExpr.Tensor(var dims, var dtype, _) -> list(dims, dtype);
      case TypeExpr.Fn(var params, var result, _) -> list(params, result);
      case TypeExpr.Malformed _ -> List.of();
    };
  }

  private static List<Node> ofDim(TypeExpr.Dim dim) {
    return switch (dim) {
      case TypeExpr.Dim.Symbol(var name, _) -> list(name);
      case TypeExpr.Dim.Computed(_, var left, var right, _) -> list(left, right);
      case TypeExpr.Dim.Size _, TypeExpr.Dim.Unknown _, TypeExpr.Dim.Rest _ -> List.of();
    };
  }

  private static List<Node> ofClassMember(ClassMember member) {
    return switch (member) {
      case ClassMember.Field(var name, var type, var value, _, _, _) -> list(name, type, value);
      case ClassMember.Method(var function, _, _) -> list(function);
    };
  }

  private static List<Node> ofModelMember(ModelMember member) {
    return switch (member) {
      case ModelMember.Parameter(var name, var type, var value, _) -> list(name, type, value);
      case ModelMember.Layer(var function, _) -> list(function);
      case ModelMember.Configured(var name, var settings, _) -> list(name, settings);
      case ModelMember.Method(var function, _) -> list(function);
    };
  }

  private static List<Node> list(@Nullable Object... parts) {
    return Parts.join(Node.class, parts);
  }
}
