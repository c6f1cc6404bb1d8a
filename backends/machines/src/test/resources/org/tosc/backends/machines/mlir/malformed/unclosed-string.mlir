module attributes {a = "text} {
}
