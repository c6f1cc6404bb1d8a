package org.tosc.backends.x86.elf;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What goes into an object file. All is checked here, so that every such record can be written.
///
/// @param source the name of the file that this comes from
/// @param functions in any order; they do not overlap
/// @param readOnly constants; empty for none
/// @param lines empty for none
public record ObjectFile(
    String source,
    Contents text,
    List<Function> functions,
    Optional<Contents> readOnly,
    List<Relocation> relocations,
    Optional<LineTable> lines) {
  public ObjectFile {
    functions = List.copyOf(functions);
    relocations = List.copyOf(relocations);
    Check.text(source);
    Set<String> names = checkFunctions(functions, text.size());
    for (Relocation relocation : relocations) {
      checkField(relocation, text, readOnly);
      checkTarget(relocation.target(), names, readOnly);
    }
    List<Function> all = functions;
    lines.ifPresent(table -> table.rows().forEach(row -> checkRow(row, all)));
  }

  /// Only code.
  public static ObjectFile of(String source, Contents text, List<Function> functions) {
    return new ObjectFile(source, text, functions, Optional.empty(), List.of(), Optional.empty());
  }

  public ObjectFile withReadOnly(Contents contents) {
    return new ObjectFile(source, text, functions, Optional.of(contents), relocations, lines);
  }

  public ObjectFile withRelocations(List<Relocation> fields) {
    return new ObjectFile(source, text, functions, readOnly, fields, lines);
  }

  public ObjectFile withLines(LineTable table) {
    return new ObjectFile(source, text, functions, readOnly, relocations, Optional.of(table));
  }

  private static Set<String> checkFunctions(List<Function> functions, int size) {
    Set<String> names = new HashSet<>();
    int end = 0;
    for (Function f :
        functions.stream().sorted(Comparator.comparingInt(Function::offset)).toList()) {
      Check.that(names.add(f.name()), "two functions `%s`", f.name());
      Check.that(
          Check.inside(f.offset(), f.size(), size),
          "`%s` ends after the text, which has %d bytes",
          f.name(),
          size);
      Check.that(f.offset() >= end, "`%s` begins in another function", f.name());
      end = f.offset() + f.size();
    }
    return names;
  }

  private static void checkField(Relocation r, Contents text, Optional<Contents> readOnly) {
    int whole =
        switch (r.place()) {
          case TEXT -> text.size();
          case READ_ONLY -> readOnly.map(Contents::size).orElse(0);
        };
    Check.that(
        Check.inside(r.offset(), r.type().size(), whole),
        "a field of %d bytes at %d ends after %s, which has %d bytes",
        r.type().size(),
        r.offset(),
        r.place().section(),
        whole);
  }

  private static void checkTarget(Target target, Set<String> names, Optional<Contents> readOnly) {
    switch (target) {
      case Target.Own(String name) ->
          Check.that(names.contains(name), "there is no function `%s`", name);
      case Target.External(String name) ->
          Check.that(!names.contains(name), "`%s` is a function of this object", name);
      case Target.Start(Place place) ->
          Check.that(
              place == Place.TEXT || readOnly.isPresent(), "there is no %s", place.section());
    }
  }

  private static void checkRow(LineRow row, List<Function> functions) {
    Check.that(
        functions.stream().anyMatch(f -> f.holds(row.offset())),
        "the row at %d is in no function",
        row.offset());
  }
}
