package org.tosc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.SourceStore;
import org.tosc.rt.error.FileReason;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Reads the source files that a command names.
final class Inputs {
  private static final List<String> PSEUDOCODE =
      List.of(".pseudo", ".psc", ".pseudocode", ".pseudoh", ".psch");

  private static final String NEURO = ".neuro";

  private Inputs() {}

  /// A source and its language, or why there is none.
  sealed interface Input {
    record Read(Source source, Language language) implements Input {}

    record Refused(Diagnostic diagnostic) implements Input {}
  }

  static OptionSpec language() {
    return OptionSpec.builder("--lang")
        .type(String.class)
        .paramLabel("pseudocode|neuro|tir")
        .description("The language, where the file's name does not tell it")
        .build();
  }

  /// The parameter that names the program.
  static PositionalParamSpec program(String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .required(true)
        .type(String.class)
        .paramLabel("FILE")
        .description(description)
        .build();
  }

  static Input read(String file, ParseResult arguments, InputStream in) {
    Language language = language(file, arguments.matchedOptionValue("--lang", (String) null));
    if (language == null) {
      return refused(
          file,
          Code.E0903,
          "the language of `"
              + file
              + "` is not known: expected .pseudo, .psc, .pseudocode, .neuro or .tir, or `--lang`");
    }
    try {
      byte[] bytes = file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
      return new Input.Read(
          new Source(file.equals("-") ? "<stdin>" : file, decode(bytes)), language);
    } catch (CharacterCodingException notUtf8) {
      return refused(file, Code.E0902, "`" + file + "` is not UTF-8 text");
    } catch (IOException | java.nio.file.InvalidPathException unreadable) {
      return refused(file, Code.E0901, "cannot read `" + file + "`: " + FileReason.of(unreadable));
    }
  }

  /// Why a file was not written.
  static Diagnostic unwritable(String file, Exception fault) {
    Source nothing = new Source(file, "");
    String message = "cannot write `" + file + "`: " + FileReason.ofWriting(fault);
    return Diagnostic.of(Code.E0906, nothing.span(0, 0), message);
  }

  private static Input refused(String file, Code code, String message) {
    return new Input.Refused(Diagnostic.of(code, new Source(file, "").span(0, 0), message));
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  static @Nullable Language language(String file, @Nullable String named) {
    if (named != null) {
      return switch (named) {
        case "pseudocode" -> Language.PSEUDOCODE;
        case "neuro" -> Language.NEURO;
        case "tir" -> Language.TIR;
        default -> null;
      };
    }
    String lower = file.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".tir")) {
      return Language.TIR;
    }
    if (lower.endsWith(NEURO)) {
      return Language.NEURO;
    }
    return PSEUDOCODE.stream().anyMatch(lower::endsWith) ? Language.PSEUDOCODE : null;
  }

  /// Imports: a path in quotes is relative to the importing file, with or without its ending; a
  /// bare name is a file beside it, and `a.b` the file `b` in the folder `a`.
  static SourceStore store() {
    return (path, quoted, importer) -> {
      Path beside = Path.of(importer.name()).toAbsolutePath();
      for (String candidate : candidates(quoted ? path : path.replace('.', '/'), importer)) {
        Path file = beside.resolveSibling(candidate).normalize();
        if (Files.isRegularFile(file)) {
          return readImport(file, importer);
        }
      }
      return null;
    };
  }

  /// Without its ending, a file of the importer's language comes before one of the other.
  private static List<String> candidates(String path, Source importer) {
    List<String> endings = new ArrayList<>(PSEUDOCODE);
    endings.add(importer.name().endsWith(NEURO) ? 0 : endings.size(), NEURO);
    List<String> names = new ArrayList<>(List.of(path));
    endings.forEach(ending -> names.add(path + ending));
    return names;
  }

  private static @Nullable Source readImport(Path file, Source importer) {
    try {
      boolean relative = !Path.of(importer.name()).isAbsolute();
      Path here = Path.of("").toAbsolutePath();
      String name =
          relative && file.startsWith(here) ? here.relativize(file).toString() : file.toString();
      return new Source(name, decode(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      return null;
    }
  }

  /// The positional parameter of commands that take several programs.
  static PositionalParamSpec programs(String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .required(true)
        .arity("1..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel("FILE")
        .description(description)
        .build();
  }
}
