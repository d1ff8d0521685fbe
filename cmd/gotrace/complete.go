package main

import (
	"fmt"
	"io"
	"strings"

	"gotrace"
	"gotrace/filter"
)

// Completion scripts for shells (--completion), made from the table of options.

func (c *config) setCompletion(v string) (err error) {
	c.completion, err = word[string](v, "bash", v, "zsh", v, "fish", v)
	return err
}

// completion writes a shell's script, for both names of the command.
func completion(w io.Writer, shell string) {
	ours := []*dialect{&ownDialect, &ltraceDialect}
	switch shell {
	case "bash":
		fmt.Fprintf(w, "# bash completion for gotrace, made by gotrace --completion=bash\n")
		for _, d := range ours {
			d.completeBash(w)
		}
	case "zsh":
		completeZsh(w, ours)
	case "fish":
		fmt.Fprintf(w, "# fish completion for gotrace, made by gotrace --completion=fish\n\n")
		fishFunctions(w)
		for _, d := range ours {
			d.completeFish(w)
		}
	}
}

// choices are the words that an option's value is one of, or is a list of.
func (o *option) choices() []string {
	name := strings.Fields(o.long)[0]
	for _, q := range filter.Qualifiers() {
		if q == name || q+"s" == name {
			return filter.Words(gotrace.Tables(), q)
		}
	}
	if strings.Contains(o.arg, "|") && !strings.ContainsAny(o.arg, "[]: ") && o.arg != "1..4" {
		return strings.Split(o.arg, "|")
	}
	return nil
}

// longName is the option's first long name, or "" if it has only a letter.
func (o *option) longName() string {
	if name := strings.Fields(o.long)[0]; name != o.short {
		return name
	}
	return ""
}

// takesFile tells whether an option's value is the name of a file.
func (o *option) takesFile() bool {
	return o.arg == "FILE" || o.arg == "PATH" || o.arg == "PREFIX" || o.arg == "PATHS"
}

func (d *dialect) completeBash(w io.Writer) {
	var flags, valued []string
	for i := range d.options {
		o := &d.options[i]
		if o.group == gHidden {
			continue
		}
		if o.short != "" {
			flags = append(flags, "-"+o.short)
			if o.arg != "" && o.opt == "" {
				valued = append(valued, "-"+o.short)
			}
		}
		if long := o.longName(); long != "" {
			if o.arg != "" && o.opt == "" {
				long += "="
			}
			flags = append(flags, "--"+long)
		}
	}
	fmt.Fprintf(w, `
_%s_words() { # OPTION: what its value is made of
	case $1 in
`, d.name)
	for i := range d.options {
		if o := &d.options[i]; o.group != gHidden && o.choices() != nil {
			pattern := "--" + strings.Fields(o.long)[0]
			if o.short != "" {
				pattern += "|-" + o.short
			}
			fmt.Fprintf(w, "\t%s) echo '%s' ;;\n", pattern, strings.Join(o.choices(), " "))
		}
	}
	if d.exprs {
		for _, q := range filter.Qualifiers() {
			if words := filter.Words(gotrace.Tables(), q); words != nil {
				fmt.Fprintf(w, "\t-e:%s) echo '%s' ;;\n", q, strings.Join(words, " "))
			}
		}
		fmt.Fprintf(w, "\t-e) echo '%s= %s' ;;\n", strings.Join(filter.Qualifiers(), "= "), strings.Join(filter.Words(gotrace.Tables(), "trace"), " "))
	}
	fmt.Fprintf(w, `	esac
}

_%[1]s() {
	local line=${COMP_LINE:0:COMP_POINT} word option words i k
	word=${line##*[[:space:]]}
	# bash splits words at = and :, which options do not.
	read -ra words <<<"${line%%"$word"}"
	# The options end where the program begins, whose own completion it is then.
	for ((i = 1; i < ${#words[@]}; i++)); do
		case ${words[i]} in
		%[2]s) ((i++)) ;;
		-*) ;;
		*)
			for ((k = 1; k <= COMP_CWORD; k++)); do
				[[ ${COMP_WORDS[k]} == "${words[i]}" ]] && { _command_offset "$k" 2>/dev/null; return; }
			done
			return
			;;
		esac
	done
	option=${words[${#words[@]}-1]}
	case $word in
	--*=*) option=${word%%%%=*} word=${word#*=} ;;
	-*) COMPREPLY=($(compgen -W '%[3]s' -- "$word")); [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace; return ;;
	esac
	if [[ $option == -e || $option == --expr ]]; then
		option=-e
		case $word in
		*=*) option=-e:${word%%%%=*} word=${word#*=} ;;
		esac
	fi
	# Of a list only the last word is completed.
	local before=${word%%"${word##*[,!]}"}
	COMPREPLY=($(compgen -P "$before" -W "$(_%[1]s_words "$option")" -- "${word##*[,!]}"))
	[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
	[[ ${#COMPREPLY[@]} -gt 0 ]] && return
	case $option in
	-p|--attach) COMPREPLY=($(compgen -P "$before" -W "$(cd /proc && echo [0-9]*)" -- "${word##*,}")) ;;
	-*) compopt -o default ;;
	*) COMPREPLY=($(compgen -c -- "$word")) ;;
	esac
}

complete -F _%[1]s %[1]s
`, d.name, strings.Join(valued, "|"), strings.Join(flags, " "))
}

func completeZsh(w io.Writer, list []*dialect) {
	quote := strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`)
	fmt.Fprintf(w, "#compdef gotrace goltrace\n# zsh completion for gotrace, made by gotrace --completion=zsh\n\n")
	fmt.Fprintf(w, "_gotrace_list() { # WORD...: a list of them\n\tcompset -P '*[,!]'\n\tcompadd -qS , -- \"$@\"\n}\n\n")
	fmt.Fprintf(w, "_gotrace_expr() {\n\tcase $PREFIX in\n")
	for _, q := range filter.Qualifiers() {
		if words := filter.Words(gotrace.Tables(), q); words != nil {
			fmt.Fprintf(w, "\t%s=*) compset -P '*='; _gotrace_list %s ;;\n", q, strings.Join(words, " "))
		}
	}
	fmt.Fprintf(w, "\t*) compadd -S = -- %s; _gotrace_list %s ;;\n\tesac\n}\n\n",
		strings.Join(filter.Qualifiers(), " "), strings.Join(filter.Words(gotrace.Tables(), "trace"), " "))
	fmt.Fprintf(w, "case $service in\n")
	for _, d := range list {
		fmt.Fprintf(w, "%s) _arguments -S -s -A '-*' \\\n", d.name)
		d.zshOptions(w, quote)
		fmt.Fprintf(w, "\t'(-):program:_command_names -e' \\\n\t'*::arguments:_normal' ;;\n")
	}
	fmt.Fprintf(w, "esac\n")
}

// zshOptions writes what _arguments is to know of the options.
func (d *dialect) zshOptions(w io.Writer, quote *strings.Replacer) {
	for i := range d.options {
		o := &d.options[i]
		if o.group == gHidden {
			continue
		}
		value := ""
		switch {
		case o.arg == "":
		case o.long == "expr":
			value = ":expression:_gotrace_expr"
		case o.choices() != nil:
			value = fmt.Sprintf(":%s:_gotrace_list %s", strings.ToLower(strings.Fields(o.long)[0]), strings.Join(o.choices(), " "))
		case o.takesFile():
			value = ":file:_files"
		case o.short == "p":
			value = ":process:_pids"
		default:
			value = ":" + quote.Replace(o.arg) + ": "
		}
		if value != "" && o.opt != "" {
			value = ":" + value
		}
		if o.short != "" {
			plus := ""
			if o.arg != "" && o.opt == "" {
				plus = "+"
			}
			v := value
			if o.opt != "" {
				v = ""
			}
			fmt.Fprintf(w, "\t'*-%s%s[%s]%s' \\\n", o.short, plus, quote.Replace(o.help), v)
		}
		equals := ""
		if o.arg != "" {
			equals = "=-"
			if o.opt == "" {
				equals = "="
			}
		}
		if long := o.longName(); long != "" {
			fmt.Fprintf(w, "\t'*--%s%s[%s]%s' \\\n", long, equals, quote.Replace(o.help), value)
		}
	}
}

// fishFunctions writes what both names of the command use.
func fishFunctions(w io.Writer) {
	fmt.Fprintf(w, "function __gotrace_list # WORD...: a list of them, of which the last word is completed\n")
	fmt.Fprintf(w, "\tset -l before (commandline -ct | string match -r '.*[,!=]')\n\tprintf '%%s\\n' $before$argv\nend\n\n")
	fmt.Fprintf(w, "function __gotrace_expr\n\tset -l qualifier (commandline -ct | string match -r '^-?e?([a-z-]+)=')[2]\n\tswitch \"$qualifier\"\n")
	for _, q := range filter.Qualifiers() {
		if words := filter.Words(gotrace.Tables(), q); words != nil {
			fmt.Fprintf(w, "\t\tcase %s\n\t\t\t__gotrace_list %s\n", q, strings.Join(words, " "))
		}
	}
	fmt.Fprintf(w, "\t\tcase ''\n\t\t\tprintf '%%s=\\n' %s\n\t\t\t__gotrace_list %s\n\tend\nend\n\n",
		strings.Join(filter.Qualifiers(), " "), strings.Join(filter.Words(gotrace.Tables(), "trace"), " "))
}

func (d *dialect) completeFish(w io.Writer) {
	quote := strings.NewReplacer(`\`, `\\`, "'", `\'`)
	for i := range d.options {
		o := &d.options[i]
		if o.group == gHidden {
			continue
		}
		line := "complete -c " + d.name
		if o.short != "" {
			line += " -s " + o.short
		}
		if long := o.longName(); long != "" {
			line += " -l " + long
		}
		switch {
		case o.arg == "":
		case o.long == "expr":
			line += " -x -a '(__gotrace_expr)'"
		case o.choices() != nil && o.opt != "":
			line += fmt.Sprintf(" -f -a '(__gotrace_list %s)'", strings.Join(o.choices(), " "))
		case o.choices() != nil:
			line += fmt.Sprintf(" -x -a '(__gotrace_list %s)'", strings.Join(o.choices(), " "))
		case o.takesFile():
			line += " -r -F"
		case o.short == "p":
			line += " -x -a '(__fish_complete_pids)'"
		case o.opt == "":
			line += " -x"
		}
		fmt.Fprintf(w, "%s -d '%s'\n", line, quote.Replace(o.help))
	}
	fmt.Fprintf(w, "complete -c %s -n 'not __fish_seen_subcommand_from (commandline -opc)[2..]' -x -a '(__fish_complete_subcommand)'\n", d.name)
}
