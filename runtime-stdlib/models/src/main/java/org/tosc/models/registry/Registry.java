package org.tosc.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.tosc.rt.error.FileReason;

/// Where packages come from.
public sealed interface Registry {
  /// The largest index.
  int MOST_INDEX_BYTES = 10_000_000;

  /// The status of an answer that has what was asked for (RFC 9110, section 15.3.1).
  int HTTP_OK = 200;

  /// A folder with `index.json` and, for each package, `NAME/VERSION/FILE`.
  ///
  /// @param text the path as users say it
  record Folder(Path path, String text) implements Registry {
    @Override
    public InputStream open(String file) throws IOException {
      return Files.newInputStream(path.resolve(file));
    }
  }

  /// The same behind HTTP: encrypted, or on this machine.
  ///
  /// @param patience that it has with an answer that stops before its end
  record Http(URI base, HttpClient client, Duration patience) implements Registry {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public InputStream open(String file) throws IOException {
      HttpRequest request = HttpRequest.newBuilder(base.resolve(file)).timeout(LONGEST).build();
      HttpResponse<InputStream> response = answer(request);
      if (response.statusCode() == HTTP_OK) {
        return new PatientStream(response.body(), request.uri().toString(), patience);
      }
      response.body().close();
      throw new IOException(request.uri() + " answers with " + response.statusCode());
    }

    /// The client's own messages name no address, and some say nothing.
    private HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
      try {
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      } catch (ConnectException | HttpConnectTimeoutException dead) {
        throw new IOException("nobody answers at " + request.uri(), dead);
      } catch (IOException fault) {
        throw new IOException(request.uri() + ": " + FileReason.of(fault), fault);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public String text() {
      return base.toString();
    }
  }

  /// A file of the registry.
  InputStream open(String file) throws IOException;

  /// As users name it.
  String text();

  /// The registry of a folder or an address.
  ///
  /// @param from what the path of a folder is relative to
  /// @throws IllegalArgumentException where it is neither; the message says why
  static Registry of(String text, Path from) {
    if (!text.startsWith("http://") && !text.startsWith("https://")) {
      return new Folder(from.resolve(text), text);
    }
    try {
      URI base = new URI(text.endsWith("/") ? text : text + "/");
      if (base.getScheme().equals("http") && !isThisMachine(base.getHost())) {
        throw new IllegalArgumentException(
            "a registry on another machine is reached by https, found " + text);
      }
      HttpClient client =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(20))
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();
      return new Http(base, client, Http.USUAL_PATIENCE);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          "`" + text + "` is no address: " + wrong.getReason(), wrong);
    }
  }

  private static boolean isThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /// What it has.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where its index is none
  default Index index() throws IOException {
    try (InputStream in = open(Index.FILE)) {
      byte[] bytes = in.readNBytes(MOST_INDEX_BYTES + 1);
      if (bytes.length > MOST_INDEX_BYTES) {
        throw new IOException("the index of " + text() + " has more than 10 MB");
      }
      return Index.read(text() + "/" + Index.FILE, bytes);
    }
  }
}
