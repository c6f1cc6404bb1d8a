package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Structs and enums are values, so none can contain itself.
final class RecursiveTypes {
  private final Program program;
  private final Set<Declared> done = new HashSet<>();
  private final List<Declared> open = new ArrayList<>();

  private RecursiveTypes(Program program) {
    this.program = program;
  }

  static void check(Program program) {
    RecursiveTypes types = new RecursiveTypes(program);
    for (Symbol.FileNames file : program.files().values()) {
      for (Symbol symbol : file.symbols().values()) {
        if (symbol instanceof Symbol.OfType(Declared declared)) {
          types.visit(declared);
        }
      }
    }
  }

  private void visit(Declared declared) {
    int at = open.indexOf(declared);
    if (at >= 0) {
      List<String> cycle = new ArrayList<>();
      open.subList(at, open.size()).forEach(d -> cycle.add(d.name()));
      cycle.add(declared.name());
      program.report(
          Diagnostic.of(
                  Code.E1321,
                  declared.span(),
                  "a value of `"
                      + declared.name()
                      + "` would contain itself: "
                      + String.join(" → ", cycle))
              .note("an array and an index in place of the value break the circle"));
      return;
    }
    if (!done.add(declared)) {
      return;
    }
    open.add(declared);
    declared.variants().forEach(v -> v.fields().forEach(f -> type(f.type())));
    open.removeLast();
  }

  private void type(Ty type) {
    switch (type.settled()) {
      case Ty.Named(Declared declared, var args) -> {
        visit(declared);
        args.forEach(
            a -> {
              if (a instanceof Ty t) {
                type(t);
              }
            });
      }
      case Ty.Tuple(var items) -> items.forEach(this::type);
      case Ty.Array(var element, _) -> type(element);
      case Ty.Prim _, Ty.Basic _, Ty.Open _, Ty.Fn _, Ty.Range _, Ty.Param _ -> {}
      case Ty.Tile _, Ty.Tensor _, Ty.View _ -> {}
    }
  }
}
