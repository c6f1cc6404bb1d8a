package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// Lines of a terminal, with editing, a history across sessions and completion of names.
///
/// The only class that needs JLine, so that nothing else loads it.
final class LineEditor implements ReplCommand.Lines, AutoCloseable {
  private final Terminal terminal;
  private final LineReader reader;

  private LineEditor(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  static LineEditor open(Supplier<Set<String>> names) throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    DefaultParser words = new DefaultParser();
    words.setEscapeChars(new char[0]);
    words.setQuoteChars(new char[0]);
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(words)
            .completer(
                (_, line, candidates) -> {
                  String word = line.word().substring(0, line.wordCursor());
                  int start = nameStart(word);
                  names.get().stream()
                      .filter(n -> n.startsWith(word.substring(start)))
                      .map(n -> new Candidate(word.substring(0, start) + n))
                      .forEach(candidates::add);
                })
            .variable(LineReader.HISTORY_FILE, history())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    return new LineEditor(terminal, reader);
  }

  /// Where the name that ends a word begins: `f(na` completes `na`.
  private static int nameStart(String word) {
    int start = word.length();
    while (start > 0 && Character.isUnicodeIdentifierPart(word.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static Path history() {
    String state = System.getenv("XDG_STATE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path base = state == null || state.isEmpty() ? home.resolve(".local/state") : Path.of(state);
    return base.resolve("tosc").resolve("history");
  }

  @Override
  public @Nullable String next(String prompt) {
    while (true) {
      try {
        return reader.readLine(prompt);
      } catch (UserInterruptException interrupted) {
        // Ctrl-C drops the line, not the conversation.
      } catch (EndOfFileException end) {
        return null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
