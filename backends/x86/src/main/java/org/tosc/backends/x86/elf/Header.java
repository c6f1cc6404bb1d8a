package org.tosc.backends.x86.elf;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A C header that stands alone: C99 or later, or C++.
///
/// @param name of the file without its ending; the include guard is made of it
/// @param comment stands at the top
/// @param isForWindows whether the functions are called by the convention of Windows
public record Header(String name, String comment, List<Prototype> functions, boolean isForWindows) {
  /// Where that is not the convention anyway, compilers are told.
  private static final String WINDOWS = "TOSC_WINDOWS_CALL";

  /// For the convention that compilers use.
  public Header(String name, String comment, List<Prototype> functions) {
    this(name, comment, functions, false);
  }

  public Header {
    functions = List.copyOf(functions);
    Set<String> names = new HashSet<>();
    for (Prototype function : functions) {
      Check.that(names.add(function.name()), "two functions `%s`", function.name());
    }
  }

  /// The text of the file.
  public String text() {
    String guard = "TOSC_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_H";
    return """
        %s#ifndef %s
        #define %s

        #include <stdint.h>

        %s#ifdef __cplusplus
        extern "C" {
        #endif

        %s#ifdef __cplusplus
        }
        #endif

        #endif
        """
        .formatted(
            comment(comment, ""),
            guard,
            guard,
            isForWindows ? convention() : "",
            functions.stream().map(this::declaration).collect(Collectors.joining()));
  }

  private static String convention() {
    return """
        #ifndef %s
        #ifdef _WIN32
        #define %s
        #else
        #define %s __attribute__((ms_abi))
        #endif
        #endif

        """
        .formatted(WINDOWS, WINDOWS, WINDOWS);
  }

  private String declaration(Prototype function) {
    String parameters =
        function.parameters().isEmpty()
            ? "void"
            : function.parameters().stream()
                .map(p -> comment(p.comment(), "    ") + "    " + p.type().declare(p.name()))
                .collect(Collectors.joining(",\n", "\n", ""));
    String head =
        function.result().map(t -> t.declare(function.name())).orElse("void " + function.name());
    String convention = isForWindows ? WINDOWS + " " : "";
    return comment(function.comment(), "") + convention + head + "(" + parameters + ");\n\n";
  }

  /// Any text as a comment, which ends nowhere before its end; nothing for no text.
  private static String comment(String text, String indent) {
    if (text.isBlank()) {
      return "";
    }
    // `??/` is a backslash in older C, and a backslash at the end of a line joins it with the next.
    String tame = text.replace("*/", "* /").replace("/*", "/ *").replace("?/", "? /");
    return tame.lines()
        .map(line -> line.replaceAll("\\p{Cntrl}", " ").stripTrailing())
        .collect(Collectors.joining("\n" + indent + "   ", indent + "/* ", " */\n"));
  }
}
