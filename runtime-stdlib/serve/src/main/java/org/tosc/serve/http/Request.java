package org.tosc.serve.http;

/// A request that has been read.
///
/// @param method such as `GET`
/// @param path up to the `?`, as it came
/// @param query behind the `?`; empty where there is none
/// @param body empty where there is none
@SuppressWarnings("ArrayRecordComponent") // never compared; copies of 1 MiB would be waste
public record Request(String method, String path, String query, Fields fields, byte[] body) {
  Request withBody(byte[] other) {
    return new Request(method, path, query, fields, other);
  }
}
