/// The grammars of the source languages, their lexer base and the depth guard.
package org.tosc.grammar;
