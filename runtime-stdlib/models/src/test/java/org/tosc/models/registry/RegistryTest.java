package org.tosc.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.tensor.file.TensorFileFault;

class RegistryTest {
  private static final byte[] MODEL = "weights".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path registry;
  private Store store;

  @BeforeEach
  void aRegistryOfOneModel() throws Exception {
    registry = folder.resolve("registry");
    store = new Store(folder.resolve("store"));
    put("1.9.0");
    put("1.10.0");
    index(entry("1.9.0", digest(MODEL)), entry("1.10.0", digest(MODEL)));
  }

  private void put(String version) throws IOException {
    Path at = registry.resolve("tiny").resolve(version);
    Files.createDirectories(at);
    Files.write(at.resolve("tiny.bin"), MODEL);
  }

  private static String entry(String version, String digest) {
    return """
        {"name": "tiny", "version": "%s", "description": "A small Model",
         "files": [{"name": "tiny.bin", "bytes": %d, "sha256": "%s"}]}"""
        .formatted(version, MODEL.length, digest);
  }

  private void index(String... entries) throws IOException {
    Files.writeString(
        registry.resolve("index.json"),
        "{\"schema\": \"tosc.registry/1\", \"packages\": [" + String.join(", ", entries) + "]}");
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private Store.Installed install(Registry from, String version) throws IOException {
    ModelPackage found = Objects.requireNonNull(from.index().find("tiny", version));
    return new Installer(from, store, (_, _, _) -> {}).install(found, null);
  }

  @Test
  void theLatestVersionIsFoundByNumber() throws Exception {
    Index index = Registry.of(registry.toString(), folder).index();
    assertEquals("1.10.0", Objects.requireNonNull(index.find("tiny", null)).version());
    assertNull(index.find("tiny", "2.0.0"));
    assertEquals(2, index.search("SMALL").size());
    assertEquals(0, index.search("large").size());
  }

  @Test
  void whatIsInstalledIsFoundAndRemoved() throws Exception {
    Registry from = Registry.of(registry.toString(), folder);
    install(from, "1.9.0");
    Store.Installed latest = install(from, "1.10.0");
    assertEquals(List.of("1.9.0", "1.10.0"), versions());
    assertEquals(latest, store.find("tiny"));
    assertEquals("weights", Files.readString(latest.main()));
    assertEquals("1.9.0", Objects.requireNonNull(store.find("tiny@1.9.0")).version());
    store.remove(latest);
    assertEquals(List.of("1.9.0"), versions());
  }

  private List<String> versions() throws IOException {
    return store.all().stream().map(Store.Installed::version).toList();
  }

  @Test
  void installingAgainReplaces() throws Exception {
    Registry from = Registry.of(registry.toString(), folder);
    Store.Installed first = install(from, "1.9.0");
    Files.writeString(first.main(), "spoilt");
    assertEquals("weights", Files.readString(install(from, "1.9.0").main()));
    assertEquals(List.of(), unfinished());
  }

  @Test
  void aServerIsARegistry() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server =
        SimpleFileServer.createFileServer(
            any, registry.toAbsolutePath(), SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      Registry from = Registry.of("http://127.0.0.1:" + server.getAddress().getPort(), folder);
      assertEquals("weights", Files.readString(install(from, "1.10.0").main()));
    } finally {
      server.stop(0);
    }
  }

  /// Its port is taken, and nobody listens there.
  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String address = "http://127.0.0.1:" + taken.getLocalPort() + "/";
      Registry from = Registry.of(address, folder);
      var fault = assertThrows(IOException.class, from::index);
      assertEquals("nobody answers at " + address + "index.json", fault.getMessage());
    }
  }

  /// One that ends a connection without a word.
  @Test
  void aServerThatSaysNothingIsTold() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(new FutureTask<>(() -> endsEveryConnection(server)));
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/";
      Registry from = Registry.of(address, folder);
      var fault = assertThrows(IOException.class, from::index);
      assertTrue(
          String.valueOf(fault.getMessage()).startsWith(address + "index.json: "),
          fault::getMessage);
    }
  }

  /// Until the test closes it.
  private static boolean endsEveryConnection(ServerSocket server) throws Exception {
    while (true) {
      server.accept().close();
    }
  }

  /// A head that promises more than ever comes.
  @Test
  void aServerThatStopsIsTold() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(new FutureTask<>(() -> beginsAnAnswer(server)));
      URI base = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      try (HttpClient client = HttpClient.newHttpClient()) {
        Registry from = new Registry.Http(base, client, Duration.ofMillis(200));
        var fault = assertThrows(IOException.class, from::index);
        assertEquals(base + "index.json has sent nothing for 200 ms", fault.getMessage());
        client.shutdownNow();
      }
    }
  }

  private static boolean beginsAnAnswer(ServerSocket server) throws Exception {
    String begin = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"schema\"";
    try (Socket one = server.accept()) {
      one.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
      // Until the reader has given up.
      return one.getInputStream().readAllBytes().length > 0;
    }
  }

  @Test
  void aFolderIsRelativeToTheProject() throws Exception {
    Registry from = Registry.of("registry", folder);
    assertEquals("registry", from.text());
    assertEquals(2, from.index().packages().size());
  }

  @Test
  void otherMachinesAreReachedEncrypted() {
    var fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> Registry.of("http://93.184.215.14/models", folder));
    assertTrue(String.valueOf(fault.getMessage()).contains("https"));
  }

  @Test
  void anotherDigestIsRefusedAndLeavesNothing() throws Exception {
    index(entry("1.9.0", "0".repeat(64)));
    var fault =
        assertThrows(
            IOException.class, () -> install(Registry.of(registry.toString(), folder), "1.9.0"));
    assertTrue(String.valueOf(fault.getMessage()).contains("SHA-256"), fault::toString);
    assertEquals(List.of(), store.all());
    assertEquals(List.of(), unfinished());
  }

  @Test
  void anotherSizeIsRefused() throws Exception {
    Path file = registry.resolve("tiny/1.9.0/tiny.bin");
    for (String content : List.of("weight", "weights and more")) {
      Files.writeString(file, content);
      assertThrows(
          IOException.class, () -> install(Registry.of(registry.toString(), folder), "1.9.0"));
      assertEquals(List.of(), store.all());
    }
  }

  @Test
  void namesThatLeaveTheStoreAreRefused() throws Exception {
    for (String entry :
        List.of(
            entry("1.9.0", digest(MODEL)).replace("\"tiny\"", "\"../tiny\""),
            entry("..", digest(MODEL)),
            entry("1.9.0", digest(MODEL)).replace("tiny.bin", "../../tiny.bin"),
            entry("1.9.0", digest(MODEL)).replace("tiny.bin", "/etc/passwd"),
            entry("1.9.0", "xyz"),
            entry("1.9.0", digest(MODEL)).replace("\"bytes\": 7", "\"bytes\": -7"))) {
      index(entry);
      assertThrows(
          TensorFileFault.class,
          () -> Registry.of(registry.toString(), folder).index(),
          () -> entry);
    }
  }

  @Test
  void whatAnEndHasLeftGoesWithTheNextInstallation() throws Exception {
    Path left = folder.resolve("store/.part-999999999-x");
    Files.createDirectories(left);
    Files.writeString(left.resolve("tiny.bin"), "wei");
    assertEquals(List.of(), store.all());
    install(Registry.of(registry.toString(), folder), "1.9.0");
    assertFalse(Files.exists(left));
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("store"))) {
      return all.filter(p -> p.getFileName().toString().startsWith(".part")).toList();
    }
  }

  /// As [Store] lays them out; a format is no part of a package's name or version.
  private void putVariant(String variant, String file) throws IOException {
    Path at = folder.resolve("store/tiny").resolve(variant);
    Files.createDirectories(at);
    Files.writeString(at.resolve(".main"), file);
    Files.writeString(at.resolve(file), variant);
  }

  private String found(String text) throws IOException {
    Store.Installed found = store.find(text);
    return found == null ? "none" : found.text();
  }

  @Test
  void aVariantStandsBesideItsVersion() throws Exception {
    putVariant("1.9.0", "tiny.gguf");
    putVariant("1.9.0+q4_0", "tiny.q4_0.gguf");
    putVariant("1.10.0+q8_0", "tiny.q8_0.gguf");
    putVariant("1.10.0+q4_0", "tiny.q4_0.gguf");
    assertEquals(
        List.of("tiny@1.9.0", "tiny@1.9.0+q4_0", "tiny@1.10.0+q4_0", "tiny@1.10.0+q8_0"),
        store.all().stream().map(Store.Installed::text).toList());
    assertEquals("tiny@1.9.0", found("tiny@1.9.0"));
    assertEquals("tiny@1.9.0+q4_0", found("tiny@1.9.0+q4_0"));
    assertEquals("none", found("tiny@1.9.0+q8_0"));
    assertEquals("tiny@1.10.0+q4_0", found("tiny"));
    putVariant("1.10.0", "tiny.gguf");
    assertEquals("tiny@1.10.0", found("tiny"));
  }

  /// Somebody has said which model it is to be.
  @Test
  void noVariantIsTakenForItsVersion() throws Exception {
    putVariant("1.9.0+q4_0", "tiny.q4_0.gguf");
    assertEquals("none", found("tiny@1.9.0"));
    assertEquals("tiny@1.9.0+q4_0", found("tiny"));
  }

  /// Where an older tosc put it.
  @Test
  void whatWasQuantisedInTheOriginalsPlaceIsFound() throws Exception {
    putVariant("1.9.0", "tiny.q4_0.gguf");
    assertEquals("tiny@1.9.0", found("tiny@1.9.0+q4_0"));
    assertEquals("none", found("tiny@1.9.0+q8_0"));
    putVariant("1.9.0+q4_0", "tiny.q4_0.gguf");
    assertEquals("tiny@1.9.0+q4_0", found("tiny@1.9.0+q4_0"));
  }
}
