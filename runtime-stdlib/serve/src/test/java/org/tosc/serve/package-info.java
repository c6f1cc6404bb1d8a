/// Black-box tests of the server over real sockets. The models behind it are small stand-ins
/// ([org.tosc.serve.EchoModel], [org.tosc.serve.ScaleModel]): what is tested is the server, not a
/// model. One test of driver asks a real one.
package org.tosc.serve;
