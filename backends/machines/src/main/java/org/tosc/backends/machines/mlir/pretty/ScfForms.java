package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// scf.
final class ScfForms {
  static final Map<String, PrettyForm> ALL =
      Map.ofEntries(
          Map.entry("scf.for", ScfForms::loop),
          Map.entry("scf.if", ScfForms::branch),
          Map.entry("scf.while", ScfForms::whileLoop),
          Map.entry("scf.parallel", ScfForms::parallel),
          Map.entry("scf.reduce", ScfForms::reduce),
          Map.entry("scf.forall", ScfForms::forall),
          Map.entry("scf.forall.in_parallel", (in, d) -> d.region(in.region(List.of()))),
          Map.entry("scf.execute_region", (in, d) -> execute(in, d)),
          Map.entry("memref.alloca_scope", (in, d) -> scope(in, d)),
          Map.entry("scf.index_switch", ScfForms::choice));

  private static final String YIELD = "scf.yield";

  private ScfForms() {}

  /// `(%a = %x, %b = %y)`: names inside, and what they are at first.
  record Carried(List<Name> inside, List<Name> outside) {
    static Carried read(Parser in) {
      List<Name> inside = new ArrayList<>();
      List<Name> outside = new ArrayList<>();
      in.expect("(");
      while (!in.at(")")) {
        inside.add(in.value());
        in.expect("=");
        outside.add(in.value());
        if (!in.accept(",")) {
          break;
        }
      }
      in.expect(")");
      return new Carried(inside, outside);
    }

    static Carried none() {
      return new Carried(List.of(), List.of());
    }

    /// The definitions inside, which there are as many as types.
    List<Definition> definitions(Parser in, List<Type> types) {
      if (types.size() != inside.size()) {
        throw in.fail(inside.size() + " types are expected, not " + types.size());
      }
      List<Definition> all = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        all.add(inside.get(i).defines(types.get(i)));
      }
      return all;
    }
  }

  private static void loop(Parser in, Draft draft) {
    Name variable = in.value();
    in.expect("=");
    List<Name> bounds = new ArrayList<>(List.of(in.value()));
    in.expect("to");
    bounds.add(in.value());
    in.expect("step");
    bounds.add(in.value());
    Carried carried = Carried.none();
    List<Type> types = List.of();
    if (in.accept("iter_args")) {
      carried = Carried.read(in);
      in.expect("->");
      types = in.resultTypes();
    }
    Type type = in.accept(":") ? in.type() : new Type.Index();
    List<Definition> arguments = new ArrayList<>(List.of(variable.defines(type)));
    arguments.addAll(carried.definitions(in, types));
    draft.operandsOf(bounds, type).operands(carried.outside(), types);
    draft.region(types.isEmpty() ? in.region(arguments, YIELD) : in.region(arguments));
    draft.results(types).attributes(in.optionalAttributes());
  }

  private static void branch(Parser in, Draft draft) {
    draft.operand(in.value(), Type.i(1));
    List<Type> types = in.accept("->") ? in.resultTypes() : List.of();
    draft.results(types).region(in.region(List.of(), YIELD));
    draft.region(in.accept("else") ? in.region(List.of(), YIELD) : in.noRegion());
    draft.attributes(in.optionalAttributes());
  }

  private static void whileLoop(Parser in, Draft draft) {
    Carried carried = in.at("(") ? Carried.read(in) : Carried.none();
    in.expect(":");
    Type.Function type = in.functionType();
    draft.operands(carried.outside(), type.inputs()).results(type.results());
    draft.region(in.region(carried.definitions(in, type.inputs())));
    in.expect("do");
    draft.region(in.region(List.of()));
    if (in.accept("attributes")) {
      draft.attributes(in.optionalAttributes());
    }
  }

  /// `(%a, %b)`.
  static List<Name> names(Parser in) {
    in.expect("(");
    List<Name> all = in.values();
    in.expect(")");
    return all;
  }

  private static void parallel(Parser in, Draft draft) {
    Type index = new Type.Index();
    List<Definition> variables = names(in).stream().map(n -> n.defines(index)).toList();
    in.expect("=");
    List<Name> lower = names(in);
    in.expect("to");
    List<Name> upper = names(in);
    in.expect("step");
    List<Name> step = names(in);
    List<Name> init = in.accept("init") ? names(in) : List.of();
    List<Type> types = in.accept("->") ? in.resultTypes() : List.of();
    draft.operandsOf(lower, index).operandsOf(upper, index).operandsOf(step, index);
    draft.operands(init, types).results(types);
    draft.segments(lower.size(), upper.size(), step.size(), init.size());
    draft.region(in.region(variables, "scf.reduce")).attributes(in.optionalAttributes());
  }

  private static void reduce(Parser in, Draft draft) {
    if (in.accept("(")) {
      List<Name> values = in.values();
      in.expect(":");
      draft.operands(values, in.typeList());
      in.expect(")");
    }
    while (in.at("{")) {
      draft.region(in.region(List.of()));
      if (!in.accept(",")) {
        break;
      }
    }
    draft.attributes(in.optionalAttributes());
  }

  private static void forall(Parser in, Draft draft) {
    Type index = new Type.Index();
    List<Definition> arguments =
        new ArrayList<>(names(in).stream().map(n -> n.defines(index)).toList());
    int rank = arguments.size();
    IndexList lower = new IndexList(List.of(), splat(rank, 0));
    IndexList step = new IndexList(List.of(), splat(rank, 1));
    IndexList upper;
    if (in.accept("in")) {
      upper = IndexList.read(in, "(", ")");
    } else {
      in.expect("=");
      lower = IndexList.read(in, "(", ")");
      in.expect("to");
      upper = IndexList.read(in, "(", ")");
      in.expect("step");
      step = IndexList.read(in, "(", ")");
    }
    Carried shared = in.accept("shared_outs") ? Carried.read(in) : Carried.none();
    List<Type> types = in.accept("->") ? in.resultTypes() : List.of();
    arguments.addAll(shared.definitions(in, types));
    draft.operandsOf(lower.values(), index).operandsOf(upper.values(), index);
    draft.operandsOf(step.values(), index).operands(shared.outside(), types).results(types);
    draft
        .segments(
            lower.values().size(),
            upper.values().size(),
            step.values().size(),
            shared.outside().size())
        .property("staticLowerBound", lower.numbers())
        .property("staticUpperBound", upper.numbers())
        .property("staticStep", step.numbers())
        .region(in.region(arguments, "scf.forall.in_parallel"))
        .attributes(in.optionalAttributes());
  }

  private static Attribute splat(int count, long value) {
    return new Attribute.DenseArray(Elements.splat(value, count), Type.i(64));
  }

  private static void execute(Parser in, Draft draft) {
    draft.results(in.accept("->") ? in.resultTypes() : List.of());
    draft.region(in.region(List.of())).attributes(in.optionalAttributes());
  }

  private static void scope(Parser in, Draft draft) {
    draft.results(in.accept("->") ? in.resultTypes() : List.of());
    draft.region(in.region(List.of(), "memref.alloca_scope.return"));
    draft.attributes(in.optionalAttributes());
  }

  private static void choice(Parser in, Draft draft) {
    draft.operand(in.value(), new Type.Index());
    draft.attributes(in.optionalAttributes());
    draft.results(in.accept("->") ? in.resultTypes() : List.of());
    List<Long> values = new ArrayList<>();
    List<Region> cases = new ArrayList<>();
    while (in.accept("case")) {
      values.add(in.integer());
      cases.add(in.region(List.of(), YIELD));
    }
    in.expect("default");
    draft.region(in.region(List.of(), YIELD));
    cases.forEach(draft::region);
    draft.property("cases", Draft.integers(64, values.stream().mapToLong(n -> n).toArray()));
  }
}
