package org.tosc.backends.machines.mlir.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Names of values: each use has one definition that comes before it, of the type that it says.
final class NameCheck {
  /// Their bodies see nothing from outside.
  private static final Set<String> ISOLATED =
      Set.of("builtin.module", "func.func", "gpu.module", "gpu.func", "tt.func");

  private final Faults faults;
  private final Map<String, Definition> everywhere = new HashMap<>();

  private NameCheck(Faults faults) {
    this.faults = faults;
  }

  static void check(List<Operation> operations, Faults faults) {
    Region all = new Region(List.of(new Block("", List.of(), operations, Span.NONE)), Span.NONE);
    new NameCheck(faults).region(all, null, false);
  }

  /// Where a value is defined.
  ///
  /// @param position in its block; -1 for an argument
  private record Place(Definition definition, int block, int position) {}

  /// The names of one region, and those around it.
  private static final class Names {
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final @Nullable Names outer;
    private final boolean isIsolated;
    private final Dominance dominance;
    private int block;
    private int position;

    Names(@Nullable Names outer, boolean isIsolated, Dominance dominance) {
      this.outer = outer;
      this.isIsolated = isIsolated;
      this.dominance = dominance;
    }

    boolean isBehind(Place place) {
      return place.block() == block
          ? place.position() < position
          : dominance.isBefore(place.block(), block);
    }
  }

  private static String key(String name, int number) {
    return name + "#" + number;
  }

  private void region(Region region, @Nullable Names outer, boolean isIsolated) {
    Names names = new Names(outer, isIsolated, Dominance.of(region));
    for (int b = 0; b < region.blocks().size(); b++) {
      Block block = region.blocks().get(b);
      for (Definition argument : block.arguments()) {
        define(names, argument, b, -1);
      }
      for (int i = 0; i < block.operations().size(); i++) {
        for (Definition result : block.operations().get(i).results()) {
          define(names, result, b, i);
        }
      }
    }
    for (int b = 0; b < region.blocks().size(); b++) {
      List<Operation> operations = region.blocks().get(b).operations();
      for (int i = 0; i < operations.size(); i++) {
        names.block = b;
        names.position = i;
        operation(operations.get(i), names);
      }
    }
  }

  private void operation(Operation op, Names names) {
    op.operands().forEach(use -> use(use, names));
    boolean isIsolated = ISOLATED.contains(op.name());
    op.regions().forEach(r -> region(r, names, isIsolated));
  }

  private void define(Names names, Definition definition, int block, int position) {
    if (definition.name().isEmpty()) {
      return;
    }
    Place place = new Place(definition, block, position);
    everywhere.put(key(definition.name(), definition.number()), definition);
    Place first = names.places.putIfAbsent(key(definition.name(), definition.number()), place);
    names.counts.merge(definition.name(), 1, Integer::sum);
    if (first != null) {
      faults.add(
          Diagnostic.of(
                  Code.E1702, definition.span(), "`%" + definition.name() + "` is defined twice")
              .label(first.definition().span(), "it is defined here already"));
    }
  }

  private void use(Use use, Names names) {
    List<Names> passed = new ArrayList<>();
    boolean isHidden = false;
    for (Names scope = names; scope != null; scope = scope.outer) {
      Place place = scope.places.get(key(use.name(), use.number()));
      if (place != null) {
        found(use, place, scope, isHidden);
        return;
      }
      passed.add(scope);
      isHidden |= scope.isIsolated;
    }
    undefined(use, passed);
  }

  private void found(Use use, Place place, Names scope, boolean isHidden) {
    Definition definition = place.definition();
    if (isHidden) {
      faults.add(
          Diagnostic.of(
                  Code.E1702, use.span(), "`" + use.text() + "` is defined outside of the function")
              .label(definition.span(), "it is defined here")
              .note("functions and modules see no values from outside: hand it in as an argument"));
      return;
    }
    if (!scope.isBehind(place)) {
      boolean isLater = place.block() == scope.block;
      String why =
          isLater
              ? "is used before it is defined"
              : "may not be defined here: control can come here without it";
      faults.add(
          Diagnostic.of(Code.E1702, use.span(), "`" + use.text() + "` " + why)
              .label(definition.span(), "it is defined here"));
      return;
    }
    if (!definition.type().equals(use.type())) {
      faults.add(
          Diagnostic.of(
                  Code.E1703,
                  use.span(),
                  "`"
                      + use.text()
                      + "` is used as `"
                      + use.type()
                      + "`, but it is `"
                      + definition.type()
                      + "`")
              .label(definition.span(), "it is `" + definition.type() + "` here"));
    }
  }

  private void undefined(Use use, List<Names> scopes) {
    for (Names scope : scopes) {
      Integer count = scope.counts.get(use.name());
      Place first = scope.places.get(key(use.name(), 0));
      if (count != null && first != null) {
        faults.add(
            Diagnostic.of(
                    Code.E1702,
                    use.span(),
                    "`"
                        + use.text()
                        + "` does not exist: `%"
                        + use.name()
                        + "` has "
                        + Faults.count(count, "result")
                        + ", #0 … #"
                        + (count - 1))
                .label(first.definition().span(), "it is defined here"));
        return;
      }
    }
    Definition elsewhere = everywhere.get(key(use.name(), use.number()));
    if (elsewhere != null) {
      faults.add(
          Diagnostic.of(Code.E1702, use.span(), "`" + use.text() + "` is not defined here")
              .label(elsewhere.span(), "it is defined here, in a region that ends before the use")
              .note("what a region gives to the outside are the results of its operation"));
      return;
    }
    faults.add(
        Diagnostic.of(
            Code.E1702, use.span(), "`" + use.text() + "` is not defined" + near(use, scopes)));
  }

  private static String near(Use use, List<Names> scopes) {
    String best = "";
    for (Names scope : scopes) {
      for (Place place : scope.places.values()) {
        String name = place.definition().name();
        boolean isNear =
            name.equalsIgnoreCase(use.name())
                || (Math.min(name.length(), use.name().length()) > 2
                    && (name.startsWith(use.name()) || use.name().startsWith(name)));
        best = isNear && (best.isEmpty() || name.compareTo(best) < 0) ? name : best;
      }
    }
    return best.isEmpty() ? "" : ", did you mean `%" + best + "`?";
  }
}
