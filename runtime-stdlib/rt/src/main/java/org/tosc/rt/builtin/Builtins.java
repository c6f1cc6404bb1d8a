package org.tosc.rt.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The table of built-ins. Groups load when a name is first looked for in them, the common ones
/// first, so that a small program does not pay for the whole table at start-up.
public final class Builtins {
  private static final List<Group> GROUPS =
      List.of(
          new Group(BasicGroup::rows),
          new Group(ListGroup::rows),
          new Group(DictGroup::rows),
          new Group(NumberGroup::rows),
          new Group(AggregateGroup::rows),
          new Group(SplitGroup::rows),
          new Group(TextGroup::rows),
          new Group(FunctionalGroup::rows),
          new Group(ErrorGroup::rows),
          new Group(RandomGroup::rows),
          new Group(CreationGroup::rows),
          new Group(TensorGroup::rows),
          new Group(ShapeGroup::rows),
          new Group(TimeGroup::rows),
          new Group(FileGroup::rows),
          new Group(JsonGroup::rows),
          new Group(RegexGroup::rows),
          new Group(EncodingGroup::rows),
          new Group(ProcessGroup::rows),
          new Group(BitGroup::rows),
          new Group(VectorGroup::rows),
          new Group(ModelGroup::rows),
          new Group(CompilerGroup::rows));
  private static final Map<String, Map<String, Optional<Builtin>>> METHODS =
      new ConcurrentHashMap<>();

  private Builtins() {}

  /// The row of a name or alias, or null.
  public static @Nullable Builtin find(String name) {
    for (Group group : GROUPS) {
      Builtin row = group.names().get(name);
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  /// The row that `value.name(...)` means for values of a kind, or null.
  public static @Nullable Builtin method(String kind, String name) {
    return METHODS
        .computeIfAbsent(kind, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(name, wanted -> Optional.ofNullable(search(kind, wanted)))
        .orElse(null);
  }

  private static @Nullable Builtin search(String kind, String name) {
    for (Group group : GROUPS) {
      Builtin row = group.names().get(name);
      if (row != null && row.methodOf().contains(kind)) {
        return row;
      }
    }
    return null;
  }

  /// All rows, in order of their groups.
  public static List<Builtin> all() {
    List<Builtin> rows = new ArrayList<>();
    for (Group group : GROUPS) {
      rows.addAll(group.rows());
    }
    return rows;
  }

  /// Rows of one topic, made when first asked for.
  private static final class Group {
    private final Supplier<List<Builtin>> source;
    private @Nullable List<Builtin> rows;
    private @Nullable Map<String, Builtin> names;

    Group(Supplier<List<Builtin>> source) {
      this.source = source;
    }

    synchronized List<Builtin> rows() {
      List<Builtin> made = rows;
      if (made == null) {
        made = source.get();
        rows = made;
      }
      return made;
    }

    synchronized Map<String, Builtin> names() {
      Map<String, Builtin> made = names;
      if (made == null) {
        made = new LinkedHashMap<>();
        for (Builtin row : rows()) {
          made.put(row.name(), row);
          for (String alias : row.aliases()) {
            made.put(alias, row);
          }
        }
        names = made;
      }
      return made;
    }
  }
}
