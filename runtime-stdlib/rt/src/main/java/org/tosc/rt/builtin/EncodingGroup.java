package org.tosc.rt.builtin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.Text;

/// Bytes, encodings and hashes. Bytes are lists of integers 0 to 255; where bytes are wanted, a
/// string stands for its UTF-8.
final class EncodingGroup {
  private EncodingGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "bytes(x)",
                "the bytes of a string, or a list checked to be bytes",
                (_, a) -> Bytes.toList(Bytes.of("bytes", a[0])))
            .as("encode_utf8", "to_bytes"),
        Builtin.of(
                "decode_utf8(bytes)",
                "the string whose UTF-8 the bytes are",
                (_, a) -> Bytes.toText("decode_utf8", Bytes.of("decode_utf8", a[0])))
            .as("from_bytes"),
        Builtin.of(
                "encode_base64(x)",
                "a string or bytes in base64",
                (_, a) ->
                    Text.of(Base64.getEncoder().encodeToString(Bytes.of("encode_base64", a[0]))))
            .as("base64_encode"),
        Builtin.of(
                "decode_base64(s, raw=false)",
                "what base64 says, as a string, or raw as bytes",
                (_, a) -> Bytes.result("decode_base64", base64(a[0]), a[1]))
            .as("base64_decode"),
        Builtin.of(
                "hex_encode(x)",
                "a string or bytes in hexadecimal",
                (_, a) -> Text.of(HexFormat.of().formatHex(Bytes.of("hex_encode", a[0]))))
            .as("encode_hex"),
        Builtin.of(
                "hex_decode(s, raw=false)",
                "what hexadecimal says, as a string, or raw as bytes",
                (_, a) -> Bytes.result("hex_decode", hex(a[0]), a[1]))
            .as("decode_hex"),
        Builtin.of("url_encode(s)", "a string as part of a URL", (_, a) -> urlEncode(a[0])),
        Builtin.of(
            "url_decode(s)", "the string that part of a URL says", (_, a) -> urlDecode(a[0])),
        digest("md5", "MD5"),
        digest("sha1", "SHA-1"),
        digest("sha256", "SHA-256"),
        digest("sha512", "SHA-512"),
        Builtin.of("crc32(x)", "the CRC-32 of a string or bytes", (_, a) -> crc32(a[0])),
        Builtin.of(
            "hash(x)",
            "an integer that is equal for equal values and the same in every run",
            (_, a) -> fnv1a(Show.quoted(a[0]))),
        Builtin.of(
            "hex(n)",
            "an integer in hexadecimal with 0x",
            (_, a) -> Text.of(FormatSpec.apply(Args.integer("hex", a[0]), "#x"))),
        Builtin.of(
            "oct(n)",
            "an integer in octal with 0o",
            (_, a) -> Text.of(FormatSpec.apply(Args.integer("oct", a[0]), "#o"))),
        Builtin.of(
            "bin(n)",
            "an integer in binary with 0b",
            (_, a) -> Text.of(FormatSpec.apply(Args.integer("bin", a[0]), "#b"))),
        Builtin.of(
            "csv_parse(text, separator=\",\")",
            "the rows of a CSV text as lists of strings",
            (_, a) -> Csv.parse(Args.string("csv_parse", a[0]), Args.string("csv_parse", a[1]))),
        Builtin.of(
            "csv_stringify(rows, separator=\",\")",
            "rows as a CSV text",
            (_, a) ->
                Text.of(
                    Csv.write(
                        Args.elements("csv_stringify", a[0]),
                        Args.string("csv_stringify", a[1])))));
  }

  private static byte[] base64(@Nullable Object s) {
    String text = Args.string("decode_base64", s);
    try {
      return Base64.getMimeDecoder().decode(strictBase64(text));
    } catch (IllegalArgumentException e) {
      throw Errors.value("decode_base64() cannot read " + Show.quote(text) + ": " + e.getMessage());
    }
  }

  // The MIME decoder skips foreign characters silently; only space may be skipped.
  private static String strictBase64(String text) {
    if (!text.matches("[A-Za-z0-9+/=\\s]*")) {
      throw new IllegalArgumentException("it holds characters that base64 does not use");
    }
    return text;
  }

  private static byte[] hex(@Nullable Object s) {
    String text = Args.string("hex_decode", s);
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException _) {
      throw Errors.value("hex_decode() cannot read " + Show.quote(text) + " as hexadecimal");
    }
  }

  // URLEncoder writes forms, where a space is `+`; in a URL it is %20, and `~` and `*` differ too
  // (RFC 3986, section 2.3).
  private static Text urlEncode(@Nullable Object s) {
    String form = URLEncoder.encode(Args.string("url_encode", s), StandardCharsets.UTF_8);
    return Text.of(form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
  }

  private static Text urlDecode(@Nullable Object s) {
    String text = Args.string("url_decode", s);
    try {
      return Text.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw Errors.value("url_decode() cannot read " + Show.quote(text));
    }
  }

  private static Builtin digest(String name, String algorithm) {
    return Builtin.of(
        name + "(x)",
        "the " + algorithm + " digest of a string or bytes, in hexadecimal",
        (_, a) -> {
          try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(Bytes.of(name, a[0]));
            return Text.of(HexFormat.of().formatHex(digest));
          } catch (NoSuchAlgorithmException _) {
            throw Errors.unavailable("this Java has no " + algorithm);
          }
        });
  }

  private static long crc32(@Nullable Object x) {
    CRC32 crc = new CRC32();
    crc.update(Bytes.of("crc32", x));
    return crc.getValue();
  }

  // FNV-1a, 64 bits (Fowler, Noll, Vo).
  private static long fnv1a(String s) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
