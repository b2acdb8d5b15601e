//! `actieplan serve`.

use std::net::IpAddr;
use std::process::ExitCode;

use clap::Args;

use super::{Environment, ProjectArgs, refuse, say};
use crate::language::Language;
use crate::{serve, source};

/// Options of `serve`.
#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Poort; zonder deze optie de eerste vrije vanaf 4321
    ///
    /// Port; without this option the first free one from 4321
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Adres om op te luisteren; standaard alleen deze computer
    ///
    /// Address to listen at; by default this computer only
    #[arg(long, value_name = "ADRES", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Opent de site in de browser
    ///
    /// Opens the site in the browser
    #[arg(long)]
    open: bool,
    /// Kijkt zelf elke halve seconde of er iets is veranderd, bijvoorbeeld op een netwerkschijf
    ///
    /// Looks for changes itself every half second, on a network disk for example
    #[arg(long)]
    poll: bool,
}

/// Shows the site until it is stopped.
pub fn serve(args: &ServeArgs, environment: &Environment, asked: Option<Language>) -> ExitCode {
    let settings = serve::Settings {
        folder: args.project.folder(),
        options: args.project.options(environment),
        host: args.host,
        port: args.port,
        poll: args.poll,
        language: asked,
    };
    let language = asked.unwrap_or_default();
    let started = |address: &str| {
        say(&language.pick(format!("{address}\nStoppen: Ctrl-C\n"), format!("{address}\nStop: Ctrl-C\n")));
        if args.open && open::that_detached(address).is_err() {
            say(language.pick(
                "De browser opent niet vanzelf: ga zelf naar dit adres.\n",
                "No browser opens by itself: go to this address.\n",
            ));
        }
    };
    if !settings.folder.join("content").is_dir() {
        return refuse(source::no_project(&settings.folder), language);
    }
    match serve::serve(settings, started) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => refuse(problem, language),
    }
}
