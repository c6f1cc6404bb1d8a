package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.pretty.ScfForms.Carried;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// affine. Operands of a map are its dimensions, then its symbols.
final class AffineForms {
  static final Map<String, PrettyForm> ALL =
      Map.of(
          "affine.apply", AffineForms::apply,
          "affine.min", AffineForms::apply,
          "affine.max", AffineForms::apply,
          "affine.for", AffineForms::loop,
          "affine.if", AffineForms::branch,
          "affine.parallel", AffineForms::parallel,
          "affine.load", AffineForms::load,
          "affine.store", AffineForms::store,
          "affine.vector_load", AffineForms::load,
          "affine.vector_store", AffineForms::store);

  private static final Type INDEX = new Type.Index();
  private static final String YIELD = "affine.yield";

  private AffineForms() {}

  /// A map and what its inputs are.
  private record Applied(AffineMap map, List<Name> operands) {}

  /// `(%i)[%n]`.
  private static List<Name> inputs(Parser in) {
    List<Name> all = new ArrayList<>(ScfForms.names(in));
    if (in.accept("[")) {
      all.addAll(in.values());
      in.expect("]");
    }
    return all;
  }

  private static Applied applied(Parser in) {
    Attribute attribute = in.attribute();
    if (!(attribute instanceof Attribute.Affine(AffineMap map))) {
      throw in.fail("an affine map is expected, not `" + attribute + "`");
    }
    return new Applied(map, inputs(in));
  }

  private static void apply(Parser in, Draft draft) {
    Applied applied = applied(in);
    draft
        .property("map", new Attribute.Affine(applied.map()))
        .operandsOf(applied.operands(), INDEX);
    draft.attributes(in.optionalAttributes()).result(INDEX);
  }

  /// A bound of a loop: a number, a value, or a map, of which the largest or smallest result
  /// counts.
  private static Applied bound(Parser in, String extreme) {
    if (in.cursor().atInteger() || in.at("-")) {
      AffineExpr number = new AffineExpr.Constant(in.integer());
      return new Applied(new AffineMap(0, 0, List.of(number)), List.of());
    }
    if (in.cursor().atValue()) {
      return new Applied(
          new AffineMap(0, 1, List.of(new AffineExpr.Symbol(0))), List.of(in.value()));
    }
    in.accept(extreme);
    return applied(in);
  }

  private static void loop(Parser in, Draft draft) {
    Name variable = in.value();
    in.expect("=");
    Applied lower = bound(in, "max");
    in.expect("to");
    Applied upper = bound(in, "min");
    long step = in.accept("step") ? in.integer() : 1;
    Carried carried = Carried.none();
    List<Type> types = List.of();
    if (in.accept("iter_args")) {
      carried = Carried.read(in);
      in.expect("->");
      types = in.resultTypes();
    }
    List<Definition> arguments = new ArrayList<>(List.of(variable.defines(INDEX)));
    arguments.addAll(carried.definitions(in, types));
    draft
        .property("lowerBoundMap", new Attribute.Affine(lower.map()))
        .property("upperBoundMap", new Attribute.Affine(upper.map()))
        .property("step", new Attribute.Int(step, INDEX))
        .segments(lower.operands().size(), upper.operands().size(), types.size())
        .operandsOf(lower.operands(), INDEX)
        .operandsOf(upper.operands(), INDEX)
        .operands(carried.outside(), types)
        .results(types)
        .region(types.isEmpty() ? in.region(arguments, YIELD) : in.region(arguments))
        .attributes(in.optionalAttributes());
  }

  private static void branch(Parser in, Draft draft) {
    Attribute set = in.attribute();
    if (!(set instanceof Attribute.AffineSet)) {
      throw in.fail("an affine set is expected, not `" + set + "`");
    }
    draft.operandsOf(inputs(in), INDEX);
    List<Type> types = in.accept("->") ? in.resultTypes() : List.of();
    draft.results(types).region(in.region(List.of(), YIELD));
    draft.region(in.accept("else") ? in.region(List.of(), YIELD) : in.noRegion());
    // Upstream keeps the condition among the attributes, as an affine.if has no properties.
    Map<String, Attribute> attributes = new LinkedHashMap<>(Map.of("condition", set));
    attributes.putAll(in.optionalAttributes().entries());
    draft.attributes(new Attribute.Dict(attributes));
  }

  /// Values in affine expressions become dimensions, those in `symbol(…)` symbols.
  private static final class Inputs {
    private final Parser in;
    private final List<Name> dims = new ArrayList<>();
    private final List<Name> symbols = new ArrayList<>();

    Inputs(Parser in) {
      this.in = in;
    }

    AffineExpr expression(String word) {
      if (in.accept("symbol")) {
        in.expect("(");
        symbols.add(in.value());
        in.expect(")");
        return new AffineExpr.Symbol(symbols.size() - 1);
      }
      dims.add(in.value());
      return new AffineExpr.Dim(dims.size() - 1);
    }

    Applied with(List<AffineExpr> results) {
      List<Name> all = new ArrayList<>(dims);
      all.addAll(symbols);
      return new Applied(new AffineMap(dims.size(), symbols.size(), results), all);
    }

    static Applied read(Parser in) {
      Inputs inputs = new Inputs(in);
      return inputs.with(in.affineList("[", "]", inputs::expression));
    }
  }

  private static Type elementOf(Parser in, Type type) {
    if (type instanceof Type.MemRef memref) {
      return memref.element();
    }
    throw in.fail("a memref is expected, not `" + type + "`");
  }

  private static void load(Parser in, Draft draft) {
    Name memref = in.value();
    Applied at = Inputs.read(in);
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    Type result = in.accept(",") ? in.type() : elementOf(in, type);
    draft.operand(memref, type).operandsOf(at.operands(), INDEX).result(result);
    draft.property("map", new Attribute.Affine(at.map()));
  }

  private static void store(Parser in, Draft draft) {
    Name value = in.value();
    in.expect(",");
    Name memref = in.value();
    Applied at = Inputs.read(in);
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    Type stored = in.accept(",") ? in.type() : elementOf(in, type);
    draft.operand(value, stored).operand(memref, type).operandsOf(at.operands(), INDEX);
    draft.property("map", new Attribute.Affine(at.map()));
  }

  /// Bounds of several loops; `min(a, b)` counts as a group of two.
  private static Attribute groups(Parser in, Inputs inputs, List<AffineExpr> results) {
    List<Long> sizes = new ArrayList<>();
    in.expect("(");
    while (!in.at(")")) {
      int before = results.size();
      if (in.accept("min") || in.accept("max")) {
        results.addAll(in.affineList("(", ")", inputs::expression));
      } else {
        results.add(in.affineExpression(inputs::expression));
      }
      sizes.add((long) results.size() - before);
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    Type type = new Type.Tensor(List.of((long) sizes.size()), Type.i(32), null);
    return new Attribute.Dense(
        Elements.of(sizes.stream().mapToLong(n -> n).toArray()), (Type.Shaped) type);
  }

  private static void parallel(Parser in, Draft draft) {
    List<Definition> variables = ScfForms.names(in).stream().map(n -> n.defines(INDEX)).toList();
    in.expect("=");
    Inputs below = new Inputs(in);
    List<AffineExpr> from = new ArrayList<>();
    draft.property("lowerBoundsGroups", groups(in, below, from));
    in.expect("to");
    Inputs above = new Inputs(in);
    List<AffineExpr> to = new ArrayList<>();
    draft.property("upperBoundsGroups", groups(in, above, to));
    List<Attribute> steps = new ArrayList<>();
    if (in.accept("step")) {
      in.affineList("(", ")", above::expression).forEach(e -> steps.add(step(in, e)));
    }
    while (steps.size() < variables.size()) {
      steps.add(new Attribute.Int(1, Type.i(64)));
    }
    List<Attribute> reductions = new ArrayList<>();
    if (in.accept("reduce")) {
      in.expect("(");
      do {
        long kind = Words.ATOMIC.indexOf(in.string());
        reductions.add(new Attribute.Int(kind, Type.i(64)));
      } while (in.accept(","));
      in.expect(")");
    }
    draft.results(in.accept("->") ? in.resultTypes() : List.of());
    Applied lower = below.with(from);
    Applied upper = above.with(to);
    draft.operandsOf(lower.operands(), INDEX).operandsOf(upper.operands(), INDEX);
    draft
        .property("lowerBoundsMap", new Attribute.Affine(lower.map()))
        .property("upperBoundsMap", new Attribute.Affine(upper.map()))
        .property("steps", new Attribute.Array(steps))
        .property("reductions", new Attribute.Array(reductions))
        .region(in.region(variables, YIELD))
        .attributes(in.optionalAttributes());
  }

  private static Attribute step(Parser in, AffineExpr expression) {
    if (expression instanceof AffineExpr.Constant(long value)) {
      return new Attribute.Int(value, Type.i(64));
    }
    throw in.fail("a step is a number");
  }
}
