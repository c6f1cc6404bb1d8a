package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.own.Standing;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.tir.source.Diagnostic;

/// What the entries of a conversation left behind. Never changes: an entry that is fine gives the
/// conversation that the next one continues, and any other is forgotten.
///
/// The statements of an entry become a function. Its parameters are the variables of the entries
/// before, its result the tuple of those that the next entry gets ([EntryFunction]). Names that are
/// declared again hide the earlier ones; functions keep what they meant when they were checked.
public final class Conversation {
  private static final String MAIN = "main";

  private final int number;
  private final Program program;
  private final Map<String, Symbol> names;
  private final List<Variable> present;
  private final List<Variable> visible;
  private final Standing standing;

  private Conversation(
      int number,
      Program program,
      Map<String, Symbol> names,
      List<Variable> present,
      List<Variable> visible,
      Standing standing) {
    this.number = number;
    this.program = program;
    this.names = names;
    this.present = List.copyOf(present);
    this.visible = List.copyOf(visible);
    this.standing = standing;
  }

  /// A checked entry: the function to run, which takes the values of [#variables] and gives those
  /// of `next`; null where the entry has errors or nothing to run.
  public record Entry(
      @Nullable TFunction function, Conversation next, List<Diagnostic> diagnostics) {
    public Entry {
      diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
  }

  /// Before the first entry.
  public static Conversation start() {
    return new Conversation(
        1,
        new Program(d -> {}),
        Map.of(),
        List.of(),
        List.of(),
        new Standing(Map.of(), Set.of(), Map.of()));
  }

  /// The variables that have values.
  public List<Variable> variables() {
    return present;
  }

  /// What an entry may name.
  public Set<String> names() {
    Set<String> all = new TreeSet<>(names.keySet());
    visible.forEach(v -> all.add(v.name()));
    all.addAll(LibraryNames.all());
    return all;
  }

  /// Checks an entry, the last of these files; those that it imports stand before it. Files of
  /// earlier entries are what they were.
  public Entry check(List<NeuroChecker.File> files) {
    List<Diagnostic> found = new ArrayList<>();
    Program next = program.next(found::add);
    int before = next.functions().size();
    for (NeuroChecker.File file : files.subList(0, files.size() - 1)) {
      if (!next.files().containsKey(file.key())) {
        NeuroChecker.collect(next, file, file.key(), new HashMap<>());
      }
    }
    NeuroChecker.File entry = files.getLast();
    EntryParts parts = new EntryParts(entry.syntax());
    Set<String> declared = parts.names(NeuroChecker.imports(next, entry));
    Map<String, Symbol> known = new HashMap<>(names);
    known.keySet().removeAll(declared);
    NeuroChecker.File items =
        new NeuroChecker.File(entry.key(), MAIN, parts.items(), entry.imports());
    Symbol.FileNames file = NeuroChecker.collect(next, items, entry.key() + " " + number, known);
    List<TFunction> functions = next.functions().subList(before, next.functions().size());
    NeuroChecker.bodies(next, functions);
    Entry checked = statements(next, file, parts, declared);
    NeuroChecker.rules(next, functions);
    found.sort(Comparator.comparingInt(d -> d.span().start()));
    return new Entry(checked.function(), checked.next(), found);
  }

  private Entry statements(
      Program program, Symbol.FileNames file, EntryParts parts, Set<String> declared) {
    List<Variable> known = visible.stream().filter(v -> !declared.contains(v.name())).toList();
    if (parts.statements().isEmpty()) {
      // Nothing runs; what the items hide stays until the next statement.
      Conversation next =
          new Conversation(number + 1, program, file.symbols(), present, known, standing);
      return new Entry(null, next, List.of());
    }
    EntryFunction function = new EntryFunction(program, file, parts.function(), present);
    List<Variable> seen = function.check(known);
    if (program.hasErrors()) {
      return new Entry(null, this, List.of());
    }
    EntryFunction.Left left = function.left(seen, standing);
    Conversation next =
        new Conversation(
            number + 1, program, file.symbols(), left.present(), seen, left.standing());
    return new Entry(left.function(), next, List.of());
  }
}
