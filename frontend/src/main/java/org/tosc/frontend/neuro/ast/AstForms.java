package org.tosc.frontend.neuro.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The s-expression of each kind of node: for [AstPrinter].
final class AstForms {
  private AstForms() {}

  /// Brackets around parts, each a [Node], a [Form] or a text.
  record Form(String open, List<Object> parts, String close, boolean lines) {}

  private static Form leaf(Object text) {
    return new Form("", List.of(text), "", false);
  }

  /// `(a b c)`: lists are spread, absent parts are `-`.
  private static Form form(@Nullable Object... parts) {
    return new Form("(", spread(parts), ")", false);
  }

  private static Form lines(@Nullable Object... parts) {
    return new Form("(", spread(parts), ")", true);
  }

  private static List<Object> spread(@Nullable Object... parts) {
    List<Object> all = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof List<?> several) {
        all.addAll(several);
      } else {
        all.add(part == null ? "-" : part);
      }
    }
    return all;
  }

  /// A list as one part: `(a b)`.
  private static Form group(List<?> parts) {
    return form(parts);
  }

  static Form of(Node node) {
    return switch (node) {
      case Item i -> item(i);
      case Stmt s -> stmt(s);
      case Expr e -> expr(e);
      case Pattern p -> pattern(p);
      case TypeExpr t -> type(t);
      case GenericArg.OfType(var type, _) -> leaf(type);
      case GenericArg.OfExpr(var value, _) -> leaf(value);
      case GenericArg.Extents(var items, _) -> new Form("[", spread(items), "]", false);
      case Item.Field(var doc, var name, var type, _) -> form(doc(doc), name, type);
      case Item.Variant(var doc, var name, var types, var fields, _) ->
          types.isEmpty() && fields.isEmpty() && doc == null
              ? leaf(name)
              : form(doc(doc), name, types, fields);
      case Attribute(var name, var args, _) -> form("@" + name.text(), args);
      case Generic(var name, var bound, _) -> bound == null ? leaf(name) : form(":", name, bound);
      case Param p -> param(p);
      case Block b -> block(b);
      case Expr.Segment(var name, var args, _) ->
          args.isEmpty() ? leaf(name) : form(name.text() + "::", args);
      case Expr.FieldValue(var name, var value, _) -> form(name, value);
      case Expr.Arm(var pattern, var guard, var body, _) ->
          guard == null
              ? form("arm", pattern, body)
              : form("arm", pattern, form("if", guard), body);
      case Arg(var name, var value, _) ->
          name == null ? leaf(value) : form(name.text() + "=", value);
      case Pattern.FieldPattern(var name, var pattern, _) ->
          pattern == null ? leaf(name) : form(name, pattern);
      case Ident i -> leaf(i.isMissing() ? "<missing>" : i.text());
    };
  }

  private static List<String> doc(@Nullable String doc) {
    return doc == null ? List.of() : List.of("///" + quoted(doc));
  }

  private static Form param(Param param) {
    boolean bare = !param.mutable() && param.type() == null && param.defaultValue() == null;
    List<Object> parts = new ArrayList<>();
    if (param.mutable()) {
      parts.add("var");
    }
    parts.add(param.name());
    if (param.type() != null) {
      parts.add(param.type());
    }
    if (param.defaultValue() != null) {
      parts.add(form("=", param.defaultValue()));
    }
    return bare ? leaf(param.name()) : group(parts);
  }

  private static Form block(Block block) {
    List<Object> parts = new ArrayList<>(List.of(":"));
    parts.addAll(block.statements());
    if (block.value() != null) {
      parts.add(form("=>", block.value()));
    }
    return lines(parts);
  }

  private static Form item(Item item) {
    return switch (item) {
      case Item.Fn f -> fn(f);
      case Item.StructDecl(var doc, var attributes, var name, var generics, var fields, _) ->
          lines(head("struct", doc, attributes, name, generics), fields);
      case Item.EnumDecl(var doc, var attributes, var name, var generics, var variants, _) ->
          lines(head("enum", doc, attributes, name, generics), variants);
      case Item.Impl(var generics, var target, var functions, _) ->
          lines(new Form("", spread("impl", generics(generics), target), "", false), functions);
      case Item.Const(var doc, var name, var type, var value, _) ->
          form("const", doc(doc), name, type, value);
      case Item.Import(var path, var quoted, _, var alias, _) ->
          form("import", quoted ? quoted(path) : path, alias(alias));
      case Item.Use(var path, var alias, _) -> form("use", path, alias(alias));
      case Item.Loose(var statement, _) -> leaf(statement);
      case Item.Malformed(var parts, _) -> form("malformed", parts);
    };
  }

  private static List<Object> alias(@Nullable Ident alias) {
    return alias == null ? List.of() : List.of(form("as", alias));
  }

  private static Form head(
      String word, @Nullable String doc, List<Attribute> attributes, Ident name, List<?> generics) {
    return new Form("", spread(word, doc(doc), attributes, name, generics(generics)), "", false);
  }

  private static List<Object> generics(List<?> generics) {
    return generics.isEmpty() ? List.of() : List.of(new Form("<", spread(generics), ">", false));
  }

  private static Form fn(Item.Fn fn) {
    List<Object> parts = new ArrayList<>();
    parts.add(head("fn", fn.doc(), fn.attributes(), fn.name(), fn.generics()));
    parts.add(group(fn.params()));
    if (fn.result() != null) {
      parts.add(fn.result());
    }
    if (!fn.where().isEmpty()) {
      parts.add(form("where", fn.where()));
    }
    parts.add(fn.body());
    return group(parts);
  }

  private static Form stmt(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(var kind, var pattern, var type, var value, _) ->
          let(kind.name().toLowerCase(Locale.ROOT), pattern, type, value);
      case Stmt.Assign(var target, var op, var value, _) ->
          form(op == null ? "=" : op.text() + "=", target, value);
      case Stmt.ExprStmt(var value, _) -> leaf(value);
      case Stmt.Malformed(var parts, _) -> form("malformed", parts);
    };
  }

  private static Form let(
      String word, Pattern pattern, @Nullable TypeExpr type, @Nullable Expr value) {
    List<Object> parts = new ArrayList<>(List.of(word, pattern));
    if (type != null) {
      parts.add(type);
    }
    if (value != null) {
      parts.add(value);
    }
    return group(parts);
  }

  private static Form expr(Expr expr) {
    return switch (expr) {
      case Expr.IntLit(var value, var suffix, _) ->
          leaf(Long.toUnsignedString(value) + (suffix == null ? "" : suffix));
      case Expr.FloatLit(var value, var suffix, _) -> leaf(value + (suffix == null ? "" : suffix));
      case Expr.BoolLit(var value, _) -> leaf(value);
      case Expr.StrLit(var value, _) -> leaf(quoted(value));
      case Expr.Tuple(var items, _) -> form("tuple", items);
      case Expr.ArrayLit(var items, _) -> form("array", items);
      case Expr.ArrayFill(var value, var count, _) -> form("fill", value, count);
      case Expr.Path p -> path(p);
      case Expr.Field(var object, var name, _) -> form(".", object, name);
      case Expr.Index(var object, var indexes, _) -> form("[]", object, indexes);
      case Expr.Call(var callee, var args, _) -> form("call", callee, args);
      case Expr.StructLit(var path, var fields, var base, _) ->
          base == null ? form("new", path, fields) : form("new", path, fields, form("..", base));
      case Expr.Unary(var op, var operand, _) -> form(op.text(), operand);
      case Expr.Binary(var op, var left, var right, _, _) -> form(op.text(), left, right);
      case Expr.Cast(var value, var type, _) -> form("as", value, type);
      case Expr.Range(var from, var to, var inclusive, _) ->
          form(inclusive ? "..=" : "..", from, to);
      case Expr.If(var condition, var then, var otherwise, _) ->
          otherwise == null ? form("if", condition, then) : form("if", condition, then, otherwise);
      case Expr.Match(var subject, var arms, _) ->
          lines(new Form("", spread("match", subject), "", false), arms);
      case Expr.BlockExpr(var block, _) -> leaf(block);
      case Expr.While(var condition, var body, _) -> form("while", condition, body);
      case Expr.For(var pattern, var iterable, var body, _) -> form("for", pattern, iterable, body);
      case Expr.Loop(var body, _) -> form("loop", body);
      case Expr.Return(var value, _) -> value == null ? form("return") : form("return", value);
      case Expr.Break _ -> form("break");
      case Expr.Continue _ -> form("continue");
      case Expr.Malformed(var parts, _) -> form("malformed", parts);
    };
  }

  private static Form path(Expr.Path path) {
    boolean plain = path.segments().stream().allMatch(s -> s.args().isEmpty());
    return plain && path.segments().stream().noneMatch(s -> s.name().isMissing())
        ? leaf(path.text())
        : form("path", path.segments());
  }

  private static Form pattern(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Wildcard _ -> leaf("_");
      case Pattern.Binding(var name, var mutable, _) -> mutable ? form("var", name) : leaf(name);
      case Pattern.Literal(var value, _) -> leaf(value);
      case Pattern.Range(var from, var to, var inclusive, _) ->
          form(inclusive ? "..=" : "..", from, to);
      case Pattern.Tuple(var items, _) -> form("tuple", items);
      case Pattern.Variant(var path, var items, _) -> form("of", path, items);
      case Pattern.Struct(var path, var fields, var rest, _) ->
          rest ? form("of", path, "{", fields, "..", "}") : form("of", path, "{", fields, "}");
      case Pattern.Or(var alternatives, _) -> form("|", alternatives);
      case Pattern.Malformed _ -> form("malformed");
    };
  }

  private static Form type(TypeExpr type) {
    return switch (type) {
      case TypeExpr.Named t -> angle(t.text(), t.args());
      case TypeExpr.Tuple(var items, _) -> angle("tuple", items);
      case TypeExpr.Array(var element, var length, _) -> angle("array", element, length);
      case TypeExpr.Fn(var params, var result, _) ->
          result == null ? angle("fn", group(params)) : angle("fn", group(params), result);
      case TypeExpr.Malformed _ -> angle("malformed");
    };
  }

  private static Form angle(@Nullable Object... parts) {
    return new Form("<", spread(parts), ">", false);
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\0", "\\0")
        + '"';
  }
}
