package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;

class BuiltinsTest {
  /// The names of the older dialects (what needs a network is left out), and of Python.
  private static final String EXPECTED =
      """
      print len push pop time input int float str type abs min max sqrt floor ceil round rand randint
      random_int pow popcount clz ctz rotl rotr substr upper lower split join replace find contains
      trim char char_at ord read_file write_file append_file file_exists list_dir delete_file mkdir
      json_parse json_stringify exec env set_env args exit sleep dict dict_get dict_set dict_has
      dict_keys dict_values dict_delete sin cos tan asin acos atan atan2 log log10 log2 exp hypot
      vec_add vec_sub vec_mul vec_div vec_dot vec_sum vec_prod vec_min vec_max vec_mean vec_sort
      vec_reverse vec_unique vec_zip vec_range bytes encode_utf8 decode_utf8 encode_base64
      decode_base64 hash sha256 md5 regex_match regex_find regex_replace tensor tensor_zeros
      tensor_ones tensor_rand tensor_randn tensor_arange tensor_add tensor_sub tensor_mul tensor_div
      tensor_sum tensor_mean tensor_min tensor_max tensor_sqrt tensor_exp tensor_log tensor_abs
      tensor_neg tensor_dot tensor_matmul tensor_reshape matrix matrix_zeros matrix_ones matrix_eye
      matrix_rand matrix_add matrix_sub matrix_matmul matrix_t matrix_inv matrix_det matrix_trace
      matrix_solve relu sigmoid tanh softmax mse_loss ce_loss grad_tape
      starts_with ends_with index_of slice reverse sort map filter reduce keys values has_key random
      clock range shift unshift concat every some flat is_nil is_int is_float is_string is_list
      is_dict is_bool is_function is_number bit_and bit_or bit_xor bit_not bit_shl bit_shr dict_new
      clamp lerp println printf ltrim rtrim repeat char_code from_char_code find_index includes
      flatten zip entries dict_merge dict_map dict_filter json_valid json_get uuid url_encode
      hex_encode rmdir is_file copy_file sinh cosh trunc cbrt sign
      bool list sum sorted reversed enumerate any all isinstance chr hex bin format strip startswith
      endswith get items update append extend insert remove index count clear copy assert title
      capitalize zfill ljust rjust center lstrip rstrip splitlines partition setdefault repr oct
      divmod callable shuffle choice seed error
      add sub mul div neg rsqrt gelu silu where mean argmax prod matmul transpose reshape gather embed
      layernorm rmsnorm rope attention conv2d pool dropout cast quantize dequantize topk det inv trace
      solve zeros ones full randn arange eye param grad to_list item
      """;

  @Test
  void nothingIsMissing() {
    List<String> missing = new ArrayList<>();
    for (String name : EXPECTED.strip().split("\\s+", -1)) {
      if (Builtins.find(name) == null) {
        missing.add(name);
      }
    }
    assertEquals(List.of(), missing);
    assertNull(Builtins.find("http_get"));
  }

  @Test
  void namesAreUniqueAndDocumented() {
    Set<String> names = new HashSet<>();
    for (Builtin row : Builtins.all()) {
      assertTrue(names.add(row.name()), row.name());
      row.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
      assertTrue(!row.doc().isBlank() && !row.doc().endsWith("."), row.name());
      assertSame(row, Builtins.find(row.name()));
      assertEquals(row.name(), row.function().name());
    }
  }

  /// Wrong arguments of every built-in end in a guest error or a result, never in a Java exception.
  @Test
  void anyArgumentsEndInAGuestError(@TempDir Path folder) {
    Calling calling =
        new Calling(Session.builder().policy(Policy.STRICT).directory(folder).seed(3));
    Object[] samples = Calling.args("null, true, 0, -1, 2.5, 'a', '', [], [1, 'x'], {}, {'a': 1}");
    Set<String> skipped = Set.of("exit", "sleep");
    for (Builtin row : Builtins.all()) {
      if (skipped.contains(row.name())) {
        continue;
      }
      int n = row.signature().size();
      for (Object first : samples) {
        for (Object second : samples) {
          Object[] args = new Object[n];
          Arrays.fill(args, second);
          if (n > 0) {
            args[0] = first;
          }
          if (row.signature().rest() >= 0) {
            args[row.signature().rest()] = Calling.args("[1, 'x']")[0];
          }
          attempt(calling, row, args);
        }
      }
    }
  }

  private static void attempt(Calling calling, Builtin row, Object[] args) {
    try {
      calling.session().run(() -> row.function().call(args));
    } catch (GuestError expected) {
      assertTrue(expected.getMessage() != null);
    } catch (Throwable e) {
      throw new AssertionError(row + " of " + Arrays.toString(args), e);
    }
  }

  @Test
  void rowsBehindAPermissionAskForIt(@TempDir Path folder) {
    List<Builtin> guarded =
        Builtins.all().stream().filter(row -> row.permission() != null).toList();
    assertEquals(20, guarded.size());
    for (Builtin row : guarded) {
      Permission permission = row.permission();
      assertNotNull(permission);
      Object[] args = new Object[row.signature().size()];
      Arrays.fill(args, Text.of("absent-name"));
      Calling strict = new Calling(Session.builder().policy(Policy.STRICT).directory(folder));
      GuestError denied =
          assertThrows(GuestError.class, () -> strict.value(row.name(), args), row.name());
      assertEquals("PermissionDenied", denied.kind(), row.name());
      Calling free = new Calling(Session.builder().policy(Policy.PERMISSIVE).directory(folder));
      try {
        free.value(row.name(), args);
      } catch (GuestError other) {
        assertTrue(!other.kind().equals("PermissionDenied"), row.name());
      }
      assertEquals(permission, free.session().audit().entries().getFirst().permission());
    }
  }

  @Test
  void methodsAreRowsOfTheReceiversKind() {
    assertEquals("push", name(Builtins.method("list", "append")));
    assertEquals("upper", name(Builtins.method("string", "upper")));
    assertNull(Builtins.method("list", "upper"));
    assertNull(Builtins.method("nil", "len"));
    assertEquals("contains", name(Builtins.method("dict", "contains")));
  }

  private static String name(Builtin row) {
    return row == null ? "none" : row.name();
  }

  @Test
  void defaultsAreFilledIn() {
    Builtin row = Builtins.find("substr");
    assertNotNull(row);
    assertEquals("s, start, count?", row.signature().toString());
    assertNull(row.defaultOf(2));
    assertSame(Missing.VALUE, row.defaultOf(0));
    Builtin print = Builtins.find("print");
    assertNotNull(print);
    assertEquals(Text.of("\n"), print.defaultOf(2));
  }
}
