package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.ModelMember;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Routine;

/// What is known of models: the shapes of their parameters, and of what their layers make of known
/// inputs. Layers are called dynamically; this only finds shape mistakes before the program runs.
final class ModelTypes {
  private final Program program;

  ModelTypes(Program program) {
    this.program = program;
  }

  /// The type of a parameter, unless some layer assigns it.
  Ty parameter(Stmt.ModelDecl m, String name) {
    Routine fields = program.resolution().routine(m);
    Instance home = program.declaredIn(fields);
    if (home == null || program.resolution().isMemberAssigned(name)) {
      return Ty.ANY;
    }
    Instance instance = program.generic(fields, home);
    program.result(instance);
    for (ModelMember member : m.members()) {
      if (member instanceof ModelMember.Parameter(var ident, _, var value, _)
          && ident.text().equals(name)) {
        Ty ty = instance.type(value);
        return ty.isTensor() ? ty : Ty.ANY;
      }
    }
    return Ty.ANY;
  }

  /// The result of calling a layer, or the model itself (`name` empty), with known tensors.
  Ty layer(Stmt.ModelDecl m, String name, Expr.Call call, List<Ty> arguments) {
    Stmt.FunctionDecl layer = layer(m, name);
    boolean plain =
        layer != null
            && layer.params().size() == arguments.size()
            && call.args().stream()
                .allMatch(a -> a.name() == null && !(a.value() instanceof Expr.Spread))
            && layer.params().stream().noneMatch(Param::rest)
            && arguments.stream().anyMatch(a -> a instanceof Ty.Tensor);
    if (!plain) {
      return Ty.ANY;
    }
    Routine routine = program.resolution().routine(Objects.requireNonNull(layer));
    Instance home = program.declaredIn(routine);
    if (home == null) {
      return Ty.ANY;
    }
    List<Ty> key = new ArrayList<>();
    arguments.forEach(a -> key.add(a instanceof Ty.Tensor ? a : Ty.ANY));
    Ty result = program.result(program.instance(routine, key, home));
    return result.isTensor() ? result : Ty.ANY;
  }

  private static Stmt.@Nullable FunctionDecl layer(Stmt.ModelDecl m, String name) {
    List<Stmt.FunctionDecl> layers = new ArrayList<>();
    for (ModelMember member : m.members()) {
      if (member instanceof ModelMember.Layer(var f, _)) {
        layers.add(f);
      }
    }
    for (Stmt.FunctionDecl f : layers) {
      if (f.name().text().equals(name.isEmpty() ? "forward" : name)) {
        return f;
      }
    }
    return name.isEmpty() && layers.size() == 1 ? layers.getFirst() : null;
  }
}
