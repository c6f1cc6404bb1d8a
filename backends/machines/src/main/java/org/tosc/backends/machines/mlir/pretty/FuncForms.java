package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;
import org.tosc.tir.source.Span;

/// builtin, func, cf, and what is irregular of arith.
final class FuncForms {
  static final Map<String, PrettyForm> ALL =
      Map.of(
          "builtin.module", FuncForms::module,
          "func.func", FuncForms::function,
          "func.call_indirect", FuncForms::indirect,
          "cf.br", FuncForms::branch,
          "cf.cond_br", FuncForms::conditional,
          "cf.switch", FuncForms::choice,
          "arith.constant", FuncForms::constant,
          "arith.select", FuncForms::select,
          "builtin.unrealized_conversion_cast", FuncForms::conversion);

  private FuncForms() {}

  private static void module(Parser in, Draft draft) {
    if (in.cursor().atSymbol()) {
      draft.property("sym_name", new Attribute.Text(in.symbolName()));
    }
    if (in.accept("attributes")) {
      draft.attributes(in.optionalAttributes());
    }
    draft.region(in.region(List.of()));
  }

  /// Parameters with names, or types only in a declaration.
  record Parameters(List<Definition> definitions, List<Type> types) {
    static Parameters read(Parser in) {
      List<Definition> definitions = new ArrayList<>();
      List<Type> types = new ArrayList<>();
      in.expect("(");
      while (!in.at(")")) {
        if (in.cursor().atValue()) {
          Name name = in.value();
          in.expect(":");
          definitions.add(name.defines(in.type()));
          types.add(definitions.getLast().type());
        } else {
          types.add(in.type());
        }
        in.optionalAttributes();
        in.optionalLocation();
        if (!in.accept(",")) {
          break;
        }
      }
      in.expect(")");
      return new Parameters(definitions, types);
    }
  }

  static List<Type> functionResults(Parser in) {
    List<Type> types = new ArrayList<>();
    if (!in.accept("->")) {
      return types;
    }
    if (!in.at("(")) {
      types.add(in.type());
      return types;
    }
    in.expect("(");
    while (!in.at(")")) {
      types.add(in.type());
      in.optionalAttributes();
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    return types;
  }

  private static void function(Parser in, Draft draft) {
    if (in.at("private") || in.at("public") || in.at("nested")) {
      draft.property("sym_visibility", new Attribute.Text(in.cursor().next()));
    }
    draft.property("sym_name", new Attribute.Text(in.symbolName()));
    Parameters parameters = Parameters.read(in);
    List<Type> results = functionResults(in);
    draft.property(
        "function_type", new Attribute.TypeValue(new Type.Function(parameters.types(), results)));
    if (in.accept("attributes")) {
      draft.attributes(in.optionalAttributes());
    }
    draft.region(in.at("{") ? in.region(parameters.definitions()) : in.noRegion());
  }

  private static void indirect(Parser in, Draft draft) {
    Name callee = in.value();
    in.expect("(");
    List<Name> arguments = in.values();
    in.expect(")");
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type.Function type = in.functionType();
    draft.operand(callee, type).operands(arguments, type.inputs()).results(type.results());
  }

  private static Successor label(Parser in) {
    Span at = in.cursor().span();
    return new Successor(in.label(), at);
  }

  /// `^bb1(%a, %b : i32, f32)`; the answer is how many values.
  private static int target(Parser in, Draft draft) {
    draft.successor(label(in));
    if (!in.accept("(")) {
      return 0;
    }
    List<Name> values = in.values();
    in.expect(":");
    draft.operands(values, in.typeList());
    in.expect(")");
    return values.size();
  }

  private static void branch(Parser in, Draft draft) {
    target(in, draft);
    draft.attributes(in.optionalAttributes());
  }

  private static void conditional(Parser in, Draft draft) {
    draft.operand(in.value(), Type.i(1));
    in.expect(",");
    int first = target(in, draft);
    in.expect(",");
    int second = target(in, draft);
    draft.segments(1, first, second).attributes(in.optionalAttributes());
  }

  private static void choice(Parser in, Draft draft) {
    Name flag = in.value();
    in.expect(":");
    Type type = in.type();
    draft.operand(flag, type);
    in.expect(",");
    in.expect("[");
    in.expect("default");
    in.expect(":");
    int ofDefault = target(in, draft);
    List<Long> values = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    while (in.accept(",")) {
      values.add(in.integer());
      in.expect(":");
      sizes.add((long) target(in, draft));
    }
    in.expect("]");
    long total = sizes.stream().mapToLong(n -> n).sum();
    Elements cases = Elements.of(values.stream().mapToLong(n -> n).toArray());
    Type.Tensor casesType = new Type.Tensor(List.of((long) values.size()), type, null);
    draft
        .segments(1, ofDefault, Math.toIntExact(total))
        .property(
            "case_operand_segments", Draft.integers(32, sizes.stream().mapToLong(n -> n).toArray()))
        .property("case_values", new Attribute.Dense(cases, casesType))
        .attributes(in.optionalAttributes());
  }

  private static void constant(Parser in, Draft draft) {
    draft.attributes(in.optionalAttributes());
    Span at = in.cursor().span();
    Attribute value = in.attribute();
    Type type =
        switch (value) {
          case Attribute.Int(long number, Type of) -> of;
          case Attribute.Floating(long bits, var kind) -> Type.f(kind);
          case Attribute.Dense(var elements, Type.Shaped of) -> of;
          case Attribute.Dialect(var name, var body, Type of) when of != null -> of;
          case Attribute _ ->
              throw in.cursor()
                  .failAt(at, "a number, or `dense<…>` of numbers is expected, with its type");
        };
    draft.property("value", value).result(type);
  }

  private static void select(Parser in, Draft draft) {
    Name condition = in.value();
    in.expect(",");
    Name whenTrue = in.value();
    in.expect(",");
    Name whenFalse = in.value();
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type first = in.type();
    boolean isOfVectors = in.accept(",");
    Type type = isOfVectors ? in.type() : first;
    draft
        .operand(condition, isOfVectors ? first : Type.i(1))
        .operand(whenTrue, type)
        .operand(whenFalse, type)
        .result(type);
  }

  private static void conversion(Parser in, Draft draft) {
    List<Name> values = in.values();
    if (!values.isEmpty()) {
      in.expect(":");
      draft.operands(values, in.typeList());
    }
    in.expect("to");
    draft.results(in.typeList()).attributes(in.optionalAttributes());
  }
}
