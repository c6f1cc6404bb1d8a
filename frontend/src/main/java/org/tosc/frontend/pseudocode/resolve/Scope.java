package org.tosc.frontend.pseudocode.resolve;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The names of one block, inside those of the block around it.
final class Scope {
  /// What a scope is for.
  enum Kind {
    /// The outermost scope of a routine: bare assignments declare here.
    ROUTINE,
    BLOCK,
    /// A block that runs many times, each time with new variables.
    LOOP,
    /// The members of a model, visible by their names in its layers.
    MODEL
  }

  final @Nullable Scope outer;
  final Kind kind;
  final Routine routine;
  final Map<String, Variable> names = new HashMap<>();

  /// Names that a model's layers may use bare.
  final Set<String> members;

  Scope(@Nullable Scope outer, Kind kind, Routine routine, Set<String> members) {
    this.outer = outer;
    this.kind = kind;
    this.routine = routine;
    this.members = members;
  }

  Scope inner(Kind inner) {
    return new Scope(this, inner, routine, Set.of());
  }

  /// Whether variables declared here exist once for the whole program.
  boolean isFileScope() {
    if (routine.kind() != Routine.Kind.FILE) {
      return false;
    }
    for (Scope s = this; s != null; s = s.outer) {
      if (s.kind == Kind.LOOP) {
        return false;
      }
    }
    return true;
  }

  Scope routineScope() {
    Scope s = this;
    while (s.kind != Kind.ROUTINE) {
      s = Objects.requireNonNull(s.outer);
    }
    return s;
  }

  /// The variable that a name means here.
  @Nullable Variable find(String name) {
    for (Scope s = this; s != null; s = s.outer) {
      Variable variable = s.names.get(name);
      if (variable != null) {
        return variable;
      }
    }
    return null;
  }

  /// The model member that a bare name means, unless an inner scope has a variable of that name.
  @Nullable String member(String name) {
    for (Scope s = this; s != null; s = s.outer) {
      if (s.names.containsKey(name)) {
        return null;
      }
      if (s.members.contains(name)) {
        return name;
      }
    }
    return null;
  }

  /// All names that can be seen from here.
  Stream<String> visibleNames() {
    return Stream.iterate(
            this, s -> s != null, (@Nullable Scope s) -> Objects.requireNonNull(s).outer)
        .flatMap(s -> Stream.concat(s.names.keySet().stream(), s.members.stream()));
  }
}
