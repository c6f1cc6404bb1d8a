package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.Text;

class SystemBuiltinsTest {
  @TempDir private Path folder;
  private Calling calling;

  @BeforeEach
  void start() {
    calling =
        new Calling(
            Session.builder()
                .policy(Policy.PERMISSIVE)
                .directory(folder)
                .args(List.of("one", "two"))
                .environment(Map.of("NAME", "value", "PATH", "/usr/bin:/bin"))
                .in(new ByteArrayInputStream("Ada\n36\n".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void files() {
    calling.check(
        """
        write_file('a.txt', 'one\\n') -> nil
        append_file('a.txt', 'zwéi') -> nil
        read_file('a.txt') -> 'one\\nzwéi'
        read_lines('a.txt') -> ['one', 'zwéi']
        file_size('a.txt') -> 9
        file_exists('a.txt') -> true
        file_exists('b.txt') -> false
        is_file('a.txt') -> true
        mkdir('x/y') -> nil
        is_dir('x') -> true
        is_file('x') -> false
        copy_file('a.txt', 'x/b.txt') -> nil
        list_dir('.') -> ['a.txt', 'x']
        list_dir('x') -> ['b.txt', 'y']
        move_file('x/b.txt', 'c.txt') -> nil
        read_file('c.txt') -> 'one\\nzwéi'
        write_bytes('d', [0, 255]) -> nil
        read_bytes('d') -> [0, 255]
        read_file('d') -> !IOError
        read_file('nowhere') -> !IOError
        read_file('x') -> !IOError
        write_file('x', '') -> !IOError
        delete_file('nowhere') -> !IOError
        delete_file('x') -> !IOError
        rmdir('a.txt') -> !IOError
        rmdir('x') -> !IOError
        rmdir('x/y') -> nil
        rmdir('x') -> nil
        delete_file('a.txt') -> nil
        list_dir() -> ['c.txt', 'd']
        list_dir('nowhere') -> !IOError
        read_file(5) -> !TypeError
        path_join('a', 'b/', 'c') -> 'a/b/c'
        path_join('a', '/b') -> '/b'
        path_name('a/b.txt') -> 'b.txt'
        path_parent('a/b.txt') -> 'a'
        path_parent('/a') -> '/'
        path_extension('a.b/c.tar.gz') -> '.gz'
        path_extension('.hidden') -> ''
        """);
    GuestError error =
        assertThrows(GuestError.class, () -> calling.value("read_file", Text.of("nowhere")));
    assertEquals("read_file() of \"nowhere\": there is no such file", error.getMessage());
    assertEquals("!IOError", calling.shown("read_file", Text.of("a\0b")));
    assertTrue(Files.exists(folder.resolve("c.txt")));
  }

  @Test
  void input() {
    assertEquals("\"Ada\"", calling.shown("input", Text.of("name? ")));
    assertEquals("\"36\"", calling.shown("input"));
    assertEquals("nil", calling.shown("input"));
    assertEquals("name? ", calling.printed());
  }

  @Test
  void surroundings() {
    calling.check(
        """
        args() -> ['one', 'two']
        env('NAME') -> 'value'
        env('ABSENT') -> nil
        env('ABSENT', 'd') -> 'd'
        set_env('NEW', 5) -> nil
        env('NEW') -> '5'
        set_env('', 5) -> !ValueError
        set_env('A=B', 5) -> !ValueError
        """);
    ExitRequest exit = assertThrows(ExitRequest.class, () -> calling.value("exit", 3L));
    assertEquals(3, exit.code());
  }

  @Test
  void otherPrograms() {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    calling.value("set_env", Text.of("GREETING"), Text.of("hello"));
    assertEquals("\"hello\\n\"", calling.shown("exec", Text.of("echo $GREETING")));
    assertEquals(
        "{\"output\": \"out\\n\", \"error\": \"err\\n\", \"code\": 3}",
        calling.shown("exec", Text.of("echo out; echo err >&2; exit 3"), true));
    assertEquals("\"\"", calling.shown("exec", Text.of("cat")));
    String big = "i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done";
    assertEquals(220_000, Show.text(calling.value("exec", Text.of(big))).length());
  }

  @Test
  void timeIsUtcEverywhere() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      calling.check(
          """
          format_time(0) -> '1970-01-01 00:00:00'
          format_time(1709209800.25, '%d %B %Y, %A %H:%M:%S.%f') -> '29 February 2024, Thursday 12:30:00.250000'
          format_time(0, '%y %j %a %b %p %I %%') -> '70 001 Thu Jan AM 12 %'
          format_time(-1, '%Y %H') -> '1969 23'
          format_time(0, '%Q') -> !ValueError
          make_time(2024, 2, 29, 12, 30) -> 1709209800
          make_time(2023, 2, 29) -> !ValueError
          parse_time('2024-02-29 12:30:00') -> 1709209800
          parse_time('29/02/2024', '%d/%m/%Y') -> 1709164800
          parse_time('2024-2x', '%Y-%m-%d') -> !ValueError
          parse_time('2024-13-01 00:00:00') -> !ValueError
          sleep(0) -> nil
          sleep(-1) -> !ValueError
          """);
    } finally {
      TimeZone.setDefault(before);
    }
    assertEquals(
        "{\"year\": 2024, \"month\": 2, \"day\": 29, \"hour\": 12, \"minute\": 30, \"second\": 0,"
            + " \"weekday\": 4, \"yearday\": 60}",
        calling.shown("datetime", 1709209800L));
    double now = (Double) calling.value("time");
    assertTrue(now > 1.6e9 && now < 1e11);
    assertTrue((Double) calling.value("clock") <= (Double) calling.value("clock"));
  }
}
