package org.tosc.rt.builtin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Files and directories. Text is UTF-8; relative paths start at the session's directory.
final class FileGroup {
  private FileGroup() {}

  static List<Builtin> rows() {
    return List.of(
        reads("read_file(path)", "the text of a file", FileGroup::readFile),
        reads("read_lines(path)", "the lines of a file, without their ends", FileGroup::readLines),
        reads("read_bytes(path)", "the bytes of a file", (p, _) -> Bytes.toList(bytes(p))),
        writes("write_file(path, text)", "makes or replaces a file", FileGroup::writeFile),
        writes("append_file(path, text)", "appends to a file, or makes it", FileGroup::appendFile),
        writes(
            "write_bytes(path, bytes)", "makes or replaces a file of bytes", FileGroup::writeBytes),
        reads(
                "file_exists(path)",
                "whether a file or directory is there",
                (p, _) -> Files.exists(p))
            .as("exists"),
        reads("is_file(path)", "whether a path is a file", (p, _) -> Files.isRegularFile(p)),
        reads("is_dir(path)", "whether a path is a directory", (p, _) -> Files.isDirectory(p))
            .as("is_directory"),
        reads("file_size(path)", "the size of a file in bytes", (p, _) -> Files.size(p)),
        reads(
            "list_dir(path=\".\")",
            "the names in a directory, in order",
            (p, _) -> listDirectory(p)),
        writes("delete_file(path)", "deletes a file", (p, _) -> delete(p, false)).as("remove_file"),
        writes("mkdir(path)", "makes a directory and those above it", FileGroup::makeDirectory),
        writes("rmdir(path)", "deletes an empty directory", (p, _) -> delete(p, true)),
        Builtin.of(
                "copy_file(from, to)",
                "copies a file, replacing the target",
                (s, a) -> transfer(s, a, false))
            .needs(Permission.FS_WRITE),
        Builtin.of(
                "move_file(from, to)",
                "moves or renames a file, replacing the target",
                (s, a) -> transfer(s, a, true))
            .as("rename_file")
            .needs(Permission.FS_WRITE),
        Builtin.of(
                "cwd()",
                "the directory that relative paths start at",
                (s, _) -> Text.of(s.directory().toString()))
            .needs(Permission.FS_READ),
        Builtin.of("path_join(parts...)", "the parts as one path", (_, a) -> join(a[0])),
        Builtin.of("path_name(path)", "the last part of a path", (_, a) -> name(a[0]))
            .as("basename"),
        Builtin.of("path_parent(path)", "a path without its last part", (_, a) -> parent(a[0]))
            .as("dirname"),
        Builtin.of(
            "path_extension(path)",
            "what follows the last dot of a name, with the dot",
            (_, a) -> extension(a[0])));
  }

  /// What a built-in does with a file.
  @FunctionalInterface
  private interface FileAction {
    @Nullable Object run(Path path, @Nullable Object[] args) throws IOException;
  }

  private static Builtin reads(String call, String doc, FileAction action) {
    return row(call, doc, action).needs(Permission.FS_READ);
  }

  private static Builtin writes(String call, String doc, FileAction action) {
    return row(call, doc, action).needs(Permission.FS_WRITE);
  }

  private static Builtin row(String call, String doc, FileAction action) {
    String name = call.substring(0, call.indexOf('('));
    return Builtin.of(
        call,
        doc,
        (session, a) -> {
          String given = Args.string(name, a[0]);
          try {
            return action.run(session.resolve(given), a);
          } catch (IOException e) {
            throw failure(name, given, e);
          }
        });
  }

  private static GuestError failure(String builtin, String path, IOException e) {
    String reason =
        e instanceof CharacterCodingException
            ? "it is not UTF-8 text; `read_bytes` reads any file"
            : FileReason.of(e);
    return Errors.io(builtin + "() of " + Show.quote(path) + ": " + reason);
  }

  private static byte[] bytes(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    return Files.readAllBytes(path);
  }

  private static String text(Path path) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path))).toString();
  }

  private static Object readFile(Path path, @Nullable Object[] a) throws IOException {
    return Text.of(text(path));
  }

  private static Object readLines(Path path, @Nullable Object[] a) throws IOException {
    return ListValue.ofAll(text(path).lines().map(Text::of).toList());
  }

  private static @Nullable Object writeFile(Path path, @Nullable Object[] a) throws IOException {
    return write(path, Show.text(a[1]).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Object appendFile(Path path, @Nullable Object[] a) throws IOException {
    return write(
        path,
        Show.text(a[1]).getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static @Nullable Object writeBytes(Path path, @Nullable Object[] a) throws IOException {
    return write(path, Bytes.of("write_bytes", a[1]));
  }

  private static @Nullable Object write(Path path, byte[] bytes, OpenOption... options)
      throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    Files.write(path, bytes, options);
    return null;
  }

  // Sorted, because the order in which a file system gives names differs between machines.
  private static Object listDirectory(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return ListValue.ofAll(
          entries.map(entry -> Text.of(String.valueOf(entry.getFileName()))).sorted().toList());
    }
  }

  private static @Nullable Object delete(Path path, boolean directory) throws IOException {
    if (Files.exists(path) && Files.isDirectory(path) != directory) {
      throw new IOException(directory ? "it is not a directory" : "it is a directory");
    }
    Files.delete(path);
    return null;
  }

  private static @Nullable Object makeDirectory(Path path, @Nullable Object[] a)
      throws IOException {
    Files.createDirectories(path);
    return null;
  }

  private static @Nullable Object transfer(Session session, @Nullable Object[] a, boolean move) {
    String name = move ? "move_file" : "copy_file";
    String from = Args.string(name, a[0]);
    session.require(Permission.FS_READ, name + "(" + Show.quote(from) + ")");
    Path source = session.resolve(from);
    Path target = session.resolve(Args.string(name, a[1]));
    try {
      if (Files.isDirectory(source)) {
        throw new IOException("it is a directory");
      }
      if (move) {
        Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      }
      return null;
    } catch (IOException e) {
      throw failure(name, from, e);
    }
  }

  private static Text join(@Nullable Object parts) {
    StringBuilder path = new StringBuilder();
    ListValue all = Args.list("path_join", parts);
    for (int i = 0; i < all.size(); i++) {
      String part = Args.string("path_join", all.get(i));
      if (part.startsWith("/")) {
        path.setLength(0);
      } else if (!path.isEmpty() && path.charAt(path.length() - 1) != '/') {
        path.append('/');
      }
      path.append(part);
    }
    return Text.of(path.toString());
  }

  private static Text name(@Nullable Object path) {
    String s = Args.string("path_name", path);
    return Text.of(s.substring(s.lastIndexOf('/') + 1));
  }

  private static Text parent(@Nullable Object path) {
    String s = Args.string("path_parent", path);
    int slash = s.lastIndexOf('/');
    return Text.of(slash < 0 ? "" : slash == 0 ? "/" : s.substring(0, slash));
  }

  private static Text extension(@Nullable Object path) {
    String name = name(path).toString();
    int dot = name.lastIndexOf('.');
    return Text.of(dot <= 0 ? "" : name.substring(dot));
  }
}
