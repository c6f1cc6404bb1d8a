package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers declarations: function values, classes, models, enumerations, modules.
final class DeclarationLowering {
  private final Body body;

  DeclarationLowering(Body body) {
    this.body = body;
  }

  /// Whether a function exists from the start of its block: it needs nothing of it.
  boolean isHoisted(Stmt.FunctionDecl f) {
    return body.program().resolution().routine(f).captures().isEmpty();
  }

  void function(Stmt.FunctionDecl f) {
    Variable variable = body.declared(f.name());
    if (!body.program().isValue(variable)) {
      return;
    }
    Routine routine = body.program().resolution().routine(f);
    Instance nested = body.instance().nested(f);
    Instance target = nested != null ? nested : body.program().generic(routine, null);
    body.store(variable, body.expressions().closure(target, f.name().span()), f.name().span());
  }

  private Value method(Node node, Span span) {
    return body.expressions().closure(Objects.requireNonNull(body.instance().nested(node)), span);
  }

  // Classes.

  void classDecl(Stmt.ClassDecl c) {
    Span span = c.span();
    List<Value> operands = new ArrayList<>();
    List<String> members = new ArrayList<>();
    operands.add(
        c.superclass() == null ? body.nil(span) : body.expressions().boxed(c.superclass()));
    boolean hasFields =
        c.members().stream().anyMatch(m -> m instanceof ClassMember.Field f && !f.isStatic());
    if (hasFields) {
      members.add("<fields>");
      operands.add(method(c, span));
    }
    for (ClassMember member : c.members()) {
      if (member instanceof ClassMember.Method(var f, boolean isStatic, _)) {
        members.add((isStatic ? "static " : "") + f.name().text());
        operands.add(method(f, f.span()));
      }
    }
    Value type = type(c.name(), members, operands, false, span);
    body.store(body.declared(c.name()), type, span);
    for (ClassMember member : c.members()) {
      if (member instanceof ClassMember.Field field && field.isStatic()) {
        Value value =
            field.value() == null
                ? body.nil(field.span())
                : body.expressions().value(field.value());
        setMember(type, field.name(), value, field.span());
      }
    }
  }

  private Value type(
      Ident name, List<String> members, List<Value> operands, boolean model, Span span) {
    Attributes attributes =
        Attributes.of(
            Map.of("name", Attribute.of(name.text()), "members", Attribute.strings(members)));
    return body.host(
        HostOp.CLASS,
        model ? attributes.with("model", Attribute.of(true)) : attributes,
        span,
        operands);
  }

  private void setMember(Value object, Ident name, Value value, Span span) {
    body.emit(
        HostOp.SET_MEMBER,
        Attributes.of("name", Attribute.of(name.text())),
        span,
        List.of(object, value));
  }

  /// The body of the routine that sets a new instance's fields.
  void fields(Stmt.ClassDecl c) {
    Value self = body.expressions().self(c.span());
    for (ClassMember member : c.members()) {
      if (member instanceof ClassMember.Field field && !field.isStatic()) {
        Value value =
            field.value() == null
                ? body.nil(field.span())
                : body.expressions().value(field.value());
        setMember(self, field.name(), value, field.span());
      }
    }
  }

  // Models.

  void modelDecl(Stmt.ModelDecl m) {
    Span span = m.span();
    List<Value> operands = new ArrayList<>(List.of(body.nil(span)));
    List<String> members = new ArrayList<>();
    members.add(m.params().isEmpty() ? "<fields>" : "init");
    operands.add(method(m, span));
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Layer(var f, _) -> {
          members.add(f.name().text());
          operands.add(method(f, f.span()));
        }
        case ModelMember.Method(var f, _) -> {
          members.add(f.name().text());
          operands.add(method(f, f.span()));
        }
        case ModelMember.Parameter _, ModelMember.Configured _ -> {}
      }
    }
    body.store(body.declared(m.name()), type(m.name(), members, operands, true, span), span);
  }

  /// The body of the routine that sets a new model's parameters and configured layers.
  void parameters(Stmt.ModelDecl m) {
    Value self = body.expressions().self(m.span());
    for (ModelMember member : m.members()) {
      switch (member) {
        case ModelMember.Parameter(var name, _, var value, var span) ->
            setMember(self, name, body.expressions().value(value), span);
        case ModelMember.Configured(var name, var settings, var span) -> {
          List<Value> operands = new ArrayList<>();
          List<String> names = body.expressions().settings(settings, operands);
          Attributes attributes =
              Attributes.of(
                  Map.of("name", Attribute.of("$layer"), "names", Attribute.strings(names)));
          Value layer =
              body.builder()
                  .opOf(HostOp.BUILTIN, List.of(HostType.ANY), attributes, span, operands)
                  .result();
          setMember(self, name, layer, span);
        }
        case ModelMember.Layer _, ModelMember.Method _ -> {}
      }
    }
  }

  // Enumerations.

  /// Members without a value count on from the one before, the first from 0.
  void enumDecl(Stmt.EnumDecl e) {
    Span span = e.span();
    List<Value> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Value before = null;
    for (Stmt.EnumEntry entry : e.entries()) {
      Span at = entry.span();
      Value value =
          entry.value() != null
              ? body.expressions().boxed(entry.value())
              : before == null
                  ? body.box(body.integer(0, at), at)
                  : body.host(HostOp.ADD, at, before, body.integer(1, at));
      values.add(value);
      names.add(entry.name().text());
      before = value;
    }
    Attributes attributes =
        Attributes.of(
            Map.of("name", Attribute.of(e.name().text()), "members", Attribute.strings(names)));
    Value type = body.host(HostOp.ENUM, attributes, span, values);
    body.store(body.declared(e.name()), type, span);
    for (Stmt.EnumEntry entry : e.entries()) {
      Variable global = body.declared(entry);
      if (global.isRead() || global.isCaptured() || global.isShared()) {
        body.store(global, values.get(names.indexOf(entry.name().text())), entry.span());
      }
    }
    for (Ident list : body.program().resolution().enumLists(e)) {
      Variable global = body.declared(list);
      if (global.isRead() || global.isCaptured()) {
        boolean wantsNames = list.text().endsWith("_names");
        List<Value> items =
            wantsNames ? names.stream().map(n -> body.text(n, span)).toList() : values;
        body.store(global, body.host(HostOp.LIST, Attributes.NONE, span, items), span);
      }
    }
  }

  /// The value of an imported file: what it exports, as it is now.
  Value module(Resolution.Unit unit, Span span) {
    List<Value> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    unit.exports()
        .forEach(
            (name, variable) -> {
              names.add(name);
              values.add(body.load(variable, body.program().global(variable), span));
            });
    Attributes attributes =
        Attributes.of(
            Map.of("name", Attribute.of(unit.name()), "members", Attribute.strings(names)));
    return body.host(HostOp.MODULE, attributes, span, values);
  }
}
