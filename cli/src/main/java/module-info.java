import org.jspecify.annotations.NullMarked;

/// The command line: files, exit codes, colour.
@NullMarked
module org.tosc.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires org.jline.reader;
  requires org.jline.terminal;
  requires org.tosc.driver;
}
